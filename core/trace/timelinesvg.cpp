#include "core/trace/timelinesvg.h"

#include "core/text/escaping.h"
#include "core/trace/runstate.h"

#include <QList>
#include <QTextStream>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace ScopeLab {

namespace {

// In pixels. How deep a task's scopes nest gives the height of its lane.
constexpr double Width = 1280;
constexpr double Names = 190;
constexpr double Right = 40;
constexpr double Top = 92;
constexpr double RowHeight = 18;
constexpr double LaneGap = 14;

/// A stretch of time in which a scope was shielded.
struct Shield
{
    TimePoint begin{};
    TimePoint end{};
};

/// One bar of a lane: a scope, or a wait of the task.
struct Bar
{
    TimePoint begin{};
    TimePoint end{};
    int row = 0;
    QString text;
    bool isScope = false;
    bool isCancelled = false;
    TimePoint requested = Never; ///< When its cancel was.
    std::vector<Shield> shields; ///< One after the other.
};

struct Lane
{
    QString name;
    int rows = 1;
    std::vector<Bar> bars;
    TimePoint ended{};
    TaskPhase phase = TaskPhase::Completed;
    double top = 0;
};

double ms(TimePoint time)
{
    return std::chrono::duration<double, std::milli>(time.time_since_epoch()).count();
}

/// A text in XML 1.0, where most control characters are not allowed, not even escaped.
QString inXml(const QString &text)
{
    QString result;
    for (const char32_t code : text.toUcs4()) {
        const bool isSpace = code == '\t' || code == '\n' || code == '\r';
        const bool isCharacter = code >= 0x20 && (code < 0xd800 || code >= 0xe000) && code != 0xfffe && code != 0xffff;
        if (!isSpace && !isCharacter)
            result += QChar(QChar::ReplacementCharacter);
        else if (isUnseen(code) && code != '\n') // kept, but so that a terminal does nothing
            result += QStringLiteral("&#%1;").arg(static_cast<uint>(code));
        else
            result += QString::fromUcs4(&code, 1).toHtmlEscaped();
    }
    return result;
}

class TimelinePicture
{
public:
    explicit TimelinePicture(const Trace &trace)
        : m_trace(trace)
    {
        while (m_state.event < trace.size())
            m_state.apply(trace);
        m_end = std::max(m_state.time, TimePoint(Duration(1)));
        collect();
    }

    QString draw(const QString &title)
    {
        double y = Top;
        for (Lane &lane : m_lanes) {
            lane.top = y;
            y += lane.rows * RowHeight + LaneGap;
        }
        const double height = y + 24;
        QTextStream out(&m_svg);
        out << QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1\" height=\"%2\" "
                              "viewBox=\"0 0 %1 %2\" font-family=\"Inter, sans-serif\" font-size=\"12\">\n")
                   .arg(Width)
                   .arg(height);
        out << "<defs><pattern id=\"shield\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
               "patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#f4ecfb\"/>"
               "<rect width=\"2\" height=\"6\" fill=\"#7c3aad\"/></pattern></defs>\n";
        out << QStringLiteral("<rect width=\"%1\" height=\"%2\" fill=\"#ffffff\"/>\n").arg(Width).arg(height);
        out << text(24, 40, title, QStringLiteral("font-size=\"22\" font-weight=\"600\""));
        ruler(out, y);
        for (const Lane &lane : m_lanes)
            drawLane(out, lane);
        out << "</svg>\n";
        out.flush();
        return m_svg;
    }

private:
    void collect()
    {
        for (const TaskState &task : m_state.tasks()) {
            Lane lane;
            lane.name = QString::fromStdString(m_trace.label(task.name).name);
            lane.ended = std::min(task.ended, m_end);
            lane.phase = task.phase;
            m_lanes.push_back(lane);
        }
        m_depth.resize(m_lanes.size(), 0);
        m_waits.resize(m_lanes.size());
        for (const RunEvent &event : m_trace.events()) {
            if (const auto *changed = event.as<ShieldChanged>()) // by anybody
                changeShield(event.time, *changed);
            if (event.task && event.task.number() <= m_lanes.size())
                std::visit([&](const auto &data) { collect(event, event.task.number() - 1, data); }, event.data);
        }
    }

    void collect(const RunEvent &event, std::size_t at, const ScopeEntered &entered)
    {
        const ScopeState &scope = *m_state.scope(entered.scope);
        Bar bar;
        bar.begin = event.time;
        bar.end = std::min(scope.exited, m_end);
        bar.row = m_depth[at]++;
        bar.text = QString::fromStdString(m_trace.label(entered.name).name);
        bar.isScope = true;
        if (entered.isShielded)
            bar.shields.push_back({bar.begin, bar.end});
        bar.isCancelled = scope.requested;
        if (scope.request && !scope.isLiving() && scope.exited >= m_trace.event(scope.request).time)
            bar.requested = m_trace.event(scope.request).time;
        m_placeOf[entered.scope] = {at, m_lanes[at].bars.size()};
        m_lanes[at].bars.push_back(bar);
        m_lanes[at].rows = std::max(m_lanes[at].rows, m_depth[at] + 1);
    }
    void changeShield(TimePoint time, const ShieldChanged &changed)
    {
        const auto place = m_placeOf.find(changed.scope);
        if (place == m_placeOf.end())
            return;
        Bar &bar = m_lanes[place->second.first].bars[place->second.second];
        const bool isUp = !bar.shields.empty() && bar.shields.back().end == bar.end;
        if (changed.isShielded && !isUp)
            bar.shields.push_back({time, bar.end});
        else if (!changed.isShielded && isUp)
            bar.shields.back().end = time;
    }
    void collect(const RunEvent &, std::size_t at, const ScopeExited &) { m_depth[at] = std::max(0, m_depth[at] - 1); }
    void collect(const RunEvent &event, std::size_t at, const TaskSuspended &wait)
    {
        m_waits[at] = {event.time, wait.wait};
    }
    void collect(const RunEvent &event, std::size_t at, const TaskResumed &) { endWait(event, at); }
    void collect(const RunEvent &event, std::size_t at, const TaskStopping &) { endWait(event, at); }
    template <typename Other>
    void collect(const RunEvent &, std::size_t, const Other &)
    {
    }

    void endWait(const RunEvent &event, std::size_t at)
    {
        const Wait wait = std::exchange(m_waits[at], {});
        if (wait.since < event.time)
            m_lanes[at].bars.push_back({wait.since, event.time, -1, QString::fromLatin1(toString(wait.kind))});
    }

    double x(TimePoint time) const { return Names + (Width - Names - Right) * ms(time) / ms(m_end); }

    static QString text(double x, double y, const QString &what, const QString &style)
    {
        return QStringLiteral("<text x=\"%1\" y=\"%2\" fill=\"#1b2733\" %3>%4</text>\n")
            .arg(x)
            .arg(y)
            .arg(style, inXml(what));
    }

    /// A tick at a round number of milliseconds, about eight of them.
    void ruler(QTextStream &out, double bottom) const
    {
        const double span = ms(m_end);
        double step = std::pow(10, std::floor(std::log10(span / 8)));
        for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
            if (span / (step * factor) <= 8) {
                step *= factor;
                break;
            }
        }
        for (double at = 0; at <= span * 1.0001; at += step) {
            const double place = Names + (Width - Names - Right) * at / span;
            out << QStringLiteral("<line x1=\"%1\" x2=\"%1\" y1=\"%2\" y2=\"%3\" stroke=\"#dde3ea\"/>\n")
                       .arg(place)
                       .arg(Top - 16)
                       .arg(bottom);
            out << text(place, Top - 22, QString::number(at) + QStringLiteral(" ms"),
                        QStringLiteral("text-anchor=\"middle\" font-size=\"11\""));
        }
    }

    void drawBar(QTextStream &out, double y, TimePoint begin, TimePoint end, const char *fill, const char *edge) const
    {
        out << QStringLiteral("<rect x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\" fill=\"%5\" stroke=\"%6\"/>\n")
                   .arg(x(begin))
                   .arg(y + 1)
                   .arg(std::max(1.5, x(end) - x(begin)))
                   .arg(RowHeight - 3)
                   .arg(QLatin1StringView(fill), QLatin1StringView(edge));
    }

    void drawLane(QTextStream &out, const Lane &lane) const
    {
        const double base = lane.top + (lane.rows - 1) * RowHeight;
        out << text(24, base + 13, lane.name, QStringLiteral("font-weight=\"600\""));
        for (const Bar &bar : lane.bars) {
            const double left = x(bar.begin);
            const double width = std::max(1.5, x(bar.end) - left);
            const double y = bar.row < 0 ? base : lane.top + bar.row * RowHeight;
            drawBar(out, y, bar.begin, bar.end, bar.isScope ? "#eef2f6" : "#dceafc",
                    bar.isCancelled ? "#c26a00" : "#8794a3");
            for (const Shield &shield : bar.shields)
                drawBar(out, y, shield.begin, shield.end, "url(#shield)", bar.isCancelled ? "#c26a00" : "#7c3aad");
            const double room = 7.0 * static_cast<double>(bar.text.size()) + 8;
            if (width > room && !bar.shields.empty()) // text needs a calm background
                out << QStringLiteral("<rect x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\" fill=\"#ffffff\" "
                                      "fill-opacity=\"0.85\"/>\n")
                           .arg(left + 2)
                           .arg(y + 3)
                           .arg(room - 4)
                           .arg(RowHeight - 7);
            if (width > room)
                out << text(left + 5, y + 13, bar.text, QStringLiteral("font-size=\"11\""));
        }
        for (const Bar &bar : lane.bars) { // where the cancel was requested
            if (bar.requested != Never && bar.requested >= bar.begin)
                out << QStringLiteral("<line x1=\"%1\" x2=\"%1\" y1=\"%2\" y2=\"%3\" stroke=\"#c26a00\" "
                                      "stroke-width=\"3\"/>\n")
                           .arg(std::min(x(bar.requested), x(bar.end) - 1.5))
                           .arg(lane.top + bar.row * RowHeight + 1)
                           .arg(lane.top + bar.row * RowHeight + RowHeight - 2);
        }
        static constexpr const char *marks[]
            = {"#8794a3", "#2a6fdb", "#2a6fdb", "#2a6fdb", "#c26a00", "#0d7a55", "#c26a00", "#c01f3a"};
        const char *color = marks[static_cast<std::size_t>(lane.phase)];
        const double end = x(lane.ended);
        out << QStringLiteral(
                   "<circle cx=\"%1\" cy=\"%2\" r=\"6\" fill=\"%3\" stroke=\"#ffffff\" stroke-width=\"1.5\"/>\n")
                   .arg(end)
                   .arg(base + RowHeight / 2)
                   .arg(QLatin1StringView(color));
        // Not by colour alone: a tick, a stroke, a cross.
        const char *sign = lane.phase == TaskPhase::Completed ? "M-3,0 L-1,2.5 L3,-2.5"
                           : lane.phase == TaskPhase::Failed  ? "M-2.5,-2.5 L2.5,2.5 M-2.5,2.5 L2.5,-2.5"
                                                              : "M-2.5,2.5 L2.5,-2.5";
        out << QStringLiteral("<path transform=\"translate(%1,%2)\" d=\"%3\" stroke=\"#ffffff\" stroke-width=\"1.6\" "
                              "fill=\"none\"/>\n")
                   .arg(end)
                   .arg(base + RowHeight / 2)
                   .arg(QLatin1StringView(sign));
    }

    struct Wait
    {
        TimePoint since = Never;
        WaitKind kind = WaitKind::None;
    };

    const Trace &m_trace;
    RunState m_state;
    std::map<ScopeId, std::pair<std::size_t, std::size_t>> m_placeOf; // by scope: its lane, and its bar there
    std::vector<int> m_depth;                                         // of each lane: scopes that are open
    std::vector<Wait> m_waits;
    std::vector<Lane> m_lanes;
    TimePoint m_end{};
    QString m_svg;
};

} // namespace

QString toTimelineSvg(const Trace &trace, const QString &title)
{
    return TimelinePicture(trace).draw(title);
}

} // namespace ScopeLab
