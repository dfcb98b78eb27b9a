#include "core/trace/timelinesvg.h"

#include "core/trace/runstate.h"

#include <QTextStream>

#include <algorithm>
#include <cmath>

namespace ScopeLab {

namespace {

// Pixels. The height of a lane follows from how deep its task's scopes nest.
constexpr double Width = 1280;
constexpr double Names = 190;
constexpr double Right = 40;
constexpr double Top = 92;
constexpr double RowHeight = 18;
constexpr double LaneGap = 14;

/// One bar of a lane: a scope, or a wait of the task.
struct Bar
{
    std::int64_t begin = 0;
    std::int64_t end = 0;
    int row = 0;
    QString text;
    bool isScope = false;
    bool isShielded = false;
    bool isCancelled = false;
    std::int64_t requested = -1; ///< When its cancel was.
};

struct Lane
{
    QString name;
    int rows = 1;
    std::vector<Bar> bars;
    std::int64_t ended = 0;
    TaskPhase phase = TaskPhase::Completed;
    double top = 0;
};

class TimelinePicture
{
public:
    explicit TimelinePicture(const Trace &trace)
        : m_trace(trace)
    {
        while (m_state.event < trace.size())
            m_state.apply(trace);
        m_end = std::max<std::int64_t>(m_state.time, 1);
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
            lane.name = QString::fromStdString(m_trace.label(task.labelIndex).name);
            lane.ended = task.ended < 0 ? m_end : task.ended;
            lane.phase = task.phase;
            m_lanes.push_back(lane);
        }
        std::vector<int> depth(m_lanes.size(), 0);
        std::vector<std::int64_t> waitsSince(m_lanes.size(), -1);
        std::vector<QString> waitsIn(m_lanes.size());
        for (const TraceEvent &event : m_trace.events()) {
            if (!event.task || event.task > m_lanes.size())
                continue;
            const std::size_t at = event.task - 1;
            Lane &lane = m_lanes[at];
            switch (event.kind) {
            case EventKind::ScopeEntered: {
                const ScopeState &scope = *m_state.scope(event.scope);
                Bar bar;
                bar.begin = event.time;
                bar.end = scope.exited < 0 ? m_end : scope.exited;
                bar.row = depth[at]++;
                bar.text = QString::fromStdString(m_trace.label(event.labelIndex).name);
                bar.isScope = true;
                bar.isShielded = event.flag;
                bar.isCancelled = scope.requested;
                if (scope.request && scope.exited >= m_trace.event(scope.request).time)
                    bar.requested = m_trace.event(scope.request).time;
                lane.bars.push_back(bar);
                lane.rows = std::max(lane.rows, depth[at] + 1);
                break;
            }
            case EventKind::ScopeExited: depth[at] = std::max(0, depth[at] - 1); break;
            case EventKind::TaskSuspended:
                waitsSince[at] = event.time;
                waitsIn[at] = QString::fromLatin1(toString(event.wait));
                break;
            case EventKind::TaskResumed:
            case EventKind::TaskStopping:
                if (waitsSince[at] >= 0 && event.time > waitsSince[at])
                    lane.bars.push_back({waitsSince[at], event.time, -1, waitsIn[at]});
                waitsSince[at] = -1;
                break;
            default: break;
            }
        }
    }

    double x(std::int64_t time) const
    {
        return Names + (Width - Names - Right) * static_cast<double>(time) / static_cast<double>(m_end);
    }

    static QString text(double x, double y, const QString &what, const QString &style)
    {
        return QStringLiteral("<text x=\"%1\" y=\"%2\" fill=\"#1b2733\" %3>%4</text>\n")
            .arg(x)
            .arg(y)
            .arg(style, what.toHtmlEscaped());
    }

    /// A tick at a round number of milliseconds, about eight of them.
    void ruler(QTextStream &out, double bottom) const
    {
        const double span = static_cast<double>(m_end) / 1e6;
        double step = std::pow(10, std::floor(std::log10(span / 8)));
        for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
            if (span / (step * factor) <= 8) {
                step *= factor;
                break;
            }
        }
        for (double at = 0; at <= span * 1.0001; at += step) {
            const double place = x(static_cast<std::int64_t>(at * 1e6));
            out << QStringLiteral("<line x1=\"%1\" x2=\"%1\" y1=\"%2\" y2=\"%3\" stroke=\"#dde3ea\"/>\n")
                       .arg(place)
                       .arg(Top - 16)
                       .arg(bottom);
            out << text(place, Top - 22, QString::number(at) + QStringLiteral(" ms"),
                        QStringLiteral("text-anchor=\"middle\" font-size=\"11\""));
        }
    }

    void drawLane(QTextStream &out, const Lane &lane) const
    {
        const double base = lane.top + (lane.rows - 1) * RowHeight;
        out << text(24, base + 13, lane.name, QStringLiteral("font-weight=\"600\""));
        for (const Bar &bar : lane.bars) {
            const double left = x(bar.begin);
            const double width = std::max(1.5, x(bar.end) - left);
            const double y = bar.row < 0 ? base : lane.top + bar.row * RowHeight;
            const char *fill = bar.isShielded ? "url(#shield)" : bar.isScope ? "#eef2f6" : "#dceafc";
            const char *edge = bar.isCancelled ? "#c26a00" : bar.isShielded ? "#7c3aad" : "#8794a3";
            out << QStringLiteral("<rect x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\" fill=\"%5\" stroke=\"%6\"/>\n")
                       .arg(left)
                       .arg(y + 1)
                       .arg(width)
                       .arg(RowHeight - 3)
                       .arg(QLatin1StringView(fill), QLatin1StringView(edge));
            const double room = 7.0 * static_cast<double>(bar.text.size()) + 8;
            if (width > room && bar.isShielded) // text needs a calm ground
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
            if (bar.requested >= bar.begin)
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

    const Trace &m_trace;
    RunState m_state;
    std::vector<Lane> m_lanes;
    std::int64_t m_end = 1;
    QString m_svg;
};

} // namespace

QString toTimelineSvg(const Trace &trace, const QString &title)
{
    return TimelinePicture(trace).draw(title);
}

} // namespace ScopeLab
