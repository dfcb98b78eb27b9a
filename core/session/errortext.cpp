#include "core/session/errortext.h"

#include "core/text/escaping.h"

#include <set>
#include <utility>

namespace ScopeLab {

std::string indent(int depth)
{
    return std::string(static_cast<std::size_t>(depth) * 2, ' ');
}

std::string hanging(std::string_view text, int depth)
{
    std::string result;
    for (;;) {
        const std::size_t end = text.find('\n');
        result += escaped(text.substr(0, end));
        if (end == std::string_view::npos)
            return result;
        result += '\n' + indent(depth + 1);
        text.remove_prefix(end + 1);
    }
}

bool isMixed(const ErrorRecord &error)
{
    return (error.holds & Error::Cancellations) && (error.holds & Error::Errors);
}

namespace {

class ErrorWriter
{
public:
    ErrorWriter(const RunSummary &summary, int deepest, std::string &out)
        : m_summary(summary)
        , m_trace(summary.parts)
        , m_deepest(deepest)
        , m_out(out)
    {
    }

    /// @param half Error::Errors or Error::Cancellations: of a group only what belongs there.
    void write(ErrorId id, int depth, unsigned half = Everything)
    {
        const ErrorRecord &error = m_trace.error(id);
        const bool isPart = half != Everything && isMixed(error);
        if (m_level >= m_deepest || !m_written.emplace(error.identity, isPart ? half : Everything).second) {
            writeLine(error, depth, half, ", above");
            return;
        }
        ++m_level;
        if (!isPart || !m_written.contains({error.identity, half ^ (Error::Errors | Error::Cancellations)}))
            writeOrigins(error, depth);
        writeLine(error, depth, half, {});
        for (const std::string &note : error.notes)
            m_out += indent(depth + 1) + "note: " + hanging(note, depth + 1) + '\n';
        if (half == Everything && isMixed(error)) {
            m_out += indent(depth + 1) + "cancellations\n";
            writeMembers(error, depth + 2, Error::Cancellations);
            m_out += indent(depth + 1) + "errors\n";
            writeMembers(error, depth + 2, Error::Errors);
        } else {
            writeMembers(error, depth + 1, half);
        }
        --m_level;
    }

private:
    static constexpr unsigned Everything = Error::Errors | Error::Cancellations | Error::BaseErrors;

    void writeOrigins(const ErrorRecord &error, int depth)
    {
        const bool isSame = error.cause && error.context
                            && m_trace.error(error.cause).identity == m_trace.error(error.context).identity;
        if (error.context && !isSame) {
            write(error.context, depth);
            m_out += indent(depth) + "During handling of the above exception, another exception occurred:\n";
        }
        if (error.cause) {
            write(error.cause, depth);
            m_out += indent(depth) + "The above exception was the direct cause of the following exception:\n";
        }
    }

    void writeMembers(const ErrorRecord &group, int depth, unsigned half)
    {
        for (const ErrorId member : group.members) {
            const std::size_t start = m_out.size();
            if (m_trace.error(member).holds & half) {
                write(member, depth, half);
                m_out[start + 2 * static_cast<std::size_t>(depth - 1)] = '-';
            }
        }
    }

    void writeLine(const ErrorRecord &error, int depth, unsigned half, const std::string &more)
    {
        const bool isWithoutCancellations
            = half == Error::Errors && isMixed(error) && !(error.holds & Error::BaseErrors);
        m_out += indent(depth) + (isWithoutCancellations ? "ExceptionGroup" : escaped(error.type));
        if (error.kind != ErrorKind::Cancelled && !error.message.empty())
            m_out += ": " + hanging(error.message, depth);
        std::string place;
        if (error.task && error.kind != ErrorKind::Group)
            place = escaped(m_summary.taskNames.of(error.task.number(), m_trace)) + ", line "
                    + std::to_string(m_trace.line(error.place));
        place = place.empty() && !more.empty() ? more.substr(2) : place + more;
        m_out += place.empty() ? "\n" : "  (" + place + ")\n";
    }

    const RunSummary &m_summary;
    const Trace &m_trace;
    const int m_deepest;
    std::string &m_out;
    std::set<std::pair<ErrorId, unsigned>> m_written; // identities, and of which half
    int m_level = 0;
};

} // namespace

void writeError(const RunSummary &summary, ErrorId error, int depth, int deepest, std::string &out)
{
    ErrorWriter(summary, deepest, out).write(error, depth);
}

} // namespace ScopeLab
