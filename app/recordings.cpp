#include "app/recordings.h"

#include "core/sentences/findingsentences.h"
#include "core/session/inputfile.h"
#include "core/text/escaping.h"

#include <QJsonArray>
#include <QTextStream>

#include <algorithm>

namespace ScopeLab {

LoadedTrace readRecording(const QString &path, int number, QString &error)
{
    QFile file;
    if (const QString why = openForReading(file, path); !why.isEmpty()) {
        error = QStringLiteral("cannot read '%1': %2").arg(path, why);
        return {};
    }
    LoadedTrace loaded = readTrace(file, {}, number - 1);
    if (!loaded.isUsable)
        error = QStringLiteral("cannot read '%1': %2").arg(path, loaded.error);
    else if (number > loaded.runs.size())
        error = QStringLiteral("there is no run %1 in '%2'; it has %3").arg(number).arg(path).arg(loaded.runs.size());
    return loaded;
}

void printNotices(const QString &path, const Notices &notices, QTextStream &stream)
{
    for (const Notice &notice : notices.kept())
        stream << escaped(path) << ':' << notice.line << ':' << notice.column << ": "
               << (notice.isError() ? "error: " : "warning: ") << escaped(notice.text()) << '\n';
    const qint64 all = notices.errors() + notices.warnings();
    if (const qint64 more = all - static_cast<qint64>(notices.kept().size()); more > 0)
        stream << escaped(path) << ": and " << more << " more\n";
}

RunFindings::RunFindings(const Trace &trace)
    : m_trace(trace)
    , m_end(momentAt(trace, trace.size()))
    , m_found(m_end.findings.list(trace, m_end.state))
{
}

void RunFindings::print(const QString &path, QTextStream &stream) const
{
    for (std::size_t i = 0; i < std::min(m_found.size(), Most); ++i) {
        const Finding &finding = m_found[i];
        const Place &place = findingPlace(finding, m_trace, m_end.state);
        const bool isInProgram = place.line > 0 && !place.file.empty();
        stream << (isInProgram ? QString::fromStdString(escaped(place.file) + ':' + std::to_string(place.line))
                               : escaped(path))
               << (finding.isSevere() ? ": error: " : ": warning: ")
               << escaped(findingHeadline(finding, m_trace, m_end.state));
        if (!isInProgram && place.line > 0)
            stream << ", line " << place.line << " of the scenario";
        stream << "\n    " << findingAdvice(finding) << '\n';
        if (const QString lesson = findingLesson(finding.kind); !lesson.isEmpty())
            stream << "    A scenario that shows it: scopelab " << lesson << '\n';
    }
    if (m_found.size() > Most)
        stream << escaped(path) << ": and " << m_found.size() - Most << " more\n";
}

QJsonObject RunFindings::json(const Finding &finding) const
{
    const Place &place = findingPlace(finding, m_trace, m_end.state);
    QJsonObject json{
        {QStringLiteral("finding"), QLatin1String(toString(finding.kind))},
        {QStringLiteral("severity"), finding.isSevere() ? QStringLiteral("error") : QStringLiteral("warning")},
        {QStringLiteral("message"), findingHeadline(finding, m_trace, m_end.state)},
        {QStringLiteral("advice"), findingAdvice(finding)},
        {QStringLiteral("event"), static_cast<qint64>(finding.event)}};
    json[u"at_ms"]
        = std::chrono::duration<double, std::milli>(m_trace.event(finding.event).time.time_since_epoch()).count();
    if (const QString lesson = findingLesson(finding.kind); !lesson.isEmpty())
        json[u"scenario"] = lesson;
    if (finding.length > Duration())
        json[u"length_ms"] = std::chrono::duration<double, std::milli>(finding.length).count();
    if (!place.file.empty())
        json[u"file"] = QString::fromStdString(place.file);
    if (place.line > 0)
        json[u"line"] = place.line;
    if (!place.function.empty())
        json[u"function"] = QString::fromStdString(place.function);
    return json;
}

QJsonObject RunFindings::json() const
{
    QJsonArray findings;
    for (std::size_t i = 0; i < std::min(m_found.size(), Most); ++i)
        findings.append(json(m_found[i]));
    return {{QStringLiteral("findings"), findings},
            {QStringLiteral("findings_in_all"), static_cast<qint64>(m_found.size())}};
}

} // namespace ScopeLab
