#include "core/trace/format/notices.h"

#include <iterator>

namespace ScopeLab {

namespace {

/// %1, %2 … stand for the details.
constexpr const char *Texts[] = {
    "this is not a JSON object: %1; the line is skipped",                            // NotJson
    "the line is longer than %1 MB; it is skipped",                                  // TooLong
    "there is no run %1; the line is skipped",                                       // UnknownRun
    "version 1 of the format has no 'define'; the line is skipped",                  // NotInVersion1
    "%1 needs the field '%2'; the line is skipped",                                  // Missing
    "'%1' must be %2; %3",                                                           // WrongType
    "'%1' must be %2; %3",                                                           // OutOfRange
    "there is no %1 %2; '%3' is taken as left out",                                  // UnknownId
    "there is no %1 %2; the line is skipped",                                        // UnknownIdSkipped
    "there is no error %1 before this one; it is left out of the group",             // UnknownMember
    "too many events speak of groups this large; the line is skipped",               // TooMuchWork
    "the %1 %2 is there already; the line is skipped",                               // IdTwice
    "the %1 %2 is defined already; from here on this one counts",                    // IdAgain
    "time runs backwards, from %1 to %2 ns; taken as %1",                            // TimeBackwards
    "'%1' names no earlier event; taken as left out",                                // NotEarlier
    "'%1' names an event that requests nothing; taken as left out",                  // NotARequest
    "task %1 has ended in line %2; the line is skipped",                             // TaskEnded
    "scope %1 was left in line %2; the line is skipped",                             // ScopeLeft
    "the run has ended in line %1; the line is skipped",                             // EndedTwice
    "scope %1 cannot stand below itself; %2",                                        // BelowItself
    "scope %1 was entered by another task",                                          // OtherTask
    "scope %1 is left before one inside it",                                         // WrongOrder
    "task %1 ends without leaving its scopes",                                       // LeftOpen
    "the last line is incomplete; it is skipped",                                    // Incomplete
    "this line has neither 'event' nor a known 'define'; it is kept as it is",       // UnknownLine
    "there is no event '%1' in this version of the format; it is kept as it is",     // UnknownEvent
    "'%1' has no value '%2' in this version of the format; taken as '%3', and kept", // UnknownWord
    "%1 has no field '%2' in this version of the format; it is kept"                 // UnknownField
};
static_assert(std::size(Texts) == static_cast<std::size_t>(Complaint::UnknownField) + 1);

constexpr std::size_t MostSaid = 1000;

} // namespace

QString Notice::text() const
{
    constexpr qsizetype Longest = 200;
    const QString text = QString::fromLatin1(Texts[static_cast<std::size_t>(complaint)]);
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const qsizetype detail = text[i] == u'%' && i + 1 < text.size() ? text[i + 1].digitValue() : -1;
        if (detail < 1 || detail > details.size()) {
            result += text[i];
            continue;
        }
        const QString &what = details[detail - 1];
        result += what.size() > Longest ? what.left(Longest) + u'…' : what;
        ++i;
    }
    return result;
}

void Notices::add(Notice notice)
{
    (notice.isError() ? m_errors : m_warnings) += 1;
    if (hasRoom())
        m_kept.push_back(std::move(notice));
}

void Notices::addOnce(Notice notice)
{
    if (m_said.size() >= MostSaid)
        return;
    const QString key = QString::number(static_cast<int>(notice.complaint)) + u'\n' + notice.details.join(u'\n');
    if (m_said.insert(key).second)
        add(std::move(notice));
}

} // namespace ScopeLab
