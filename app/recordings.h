#pragma once

#include "core/trace/findings.h"
#include "core/trace/tracefile.h"

class QTextStream;

namespace ScopeLab {

/// The run @p number of a recording, counted from 1. @param error says why there is none.
LoadedTrace readRecording(const QString &path, int number, QString &error);

/// Prints what is wrong in the recording at @p path, a line each, as `FILE:LINE:COLUMN: error: what`.
void printNotices(const QString &path, const Notices &notices, QTextStream &stream);

/// What a run that was recorded shows at its end, the gravest first. A bounded number is said in full; all are counted.
class RunFindings
{
public:
    /// @param trace must outlive this.
    explicit RunFindings(const Trace &trace);

    bool isEmpty() const { return m_found.empty(); }

    /// As compilers print warnings: at the place in the program, if the recording has it, or else of the recording at
    /// @p path; below each what to do.
    void print(const QString &path, QTextStream &stream) const;

    QJsonObject json() const;

private:
    QJsonObject json(const Finding &finding) const;

    static constexpr std::size_t Most = 300;
    const Trace &m_trace;
    const Moment m_end;
    const std::vector<Finding> m_found;
};

} // namespace ScopeLab
