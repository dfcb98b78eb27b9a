#pragma once

#include <QString>
#include <QStringList>

#include <set>
#include <vector>

namespace ScopeLab {

/// What can be wrong with a line of a recording.
enum class Complaint : std::uint8_t {
    // Errors: the recording contradicts itself, or the format.
    NotJson,
    TooLong,
    UnknownRun,
    NotInVersion1,
    Missing,
    WrongType,
    OutOfRange,
    UnknownId,
    UnknownIdSkipped,
    UnknownMember,
    TooMuchWork,
    IdTwice,
    IdAgain,
    TimeBackwards,
    NotEarlier,
    NotARequest,
    TaskEnded,
    ScopeLeft,
    EndedTwice,
    BelowItself,
    // Warnings: it is unusual, or from a newer release.
    OtherTask,
    WrongOrder,
    LeftOpen,
    Incomplete,
    UnknownLine,
    UnknownEvent,
    UnknownWord,
    UnknownField
};

/// One of these: where it is, and what was done about it.
struct Notice
{
    Complaint complaint = Complaint::NotJson;
    int line = 0;   ///< From 1.
    int column = 0; ///< From 1, in bytes.
    QStringList details;

    bool isError() const { return complaint < Complaint::OtherTask; }

    /// In words, with what was done.
    QString text() const;
};

/// The notices about a file. A bounded number of them is kept; all are counted.
class Notices
{
public:
    static constexpr std::size_t Most = 300;

    /// True if one more would be kept: only then is it worth finding out exactly where it stands.
    bool hasRoom() const { return m_kept.size() < Most; }
    void add(Notice notice);

    /// As add(), but only once for the same complaint with the same details.
    void addOnce(Notice notice);

    const std::vector<Notice> &kept() const { return m_kept; }
    qint64 errors() const { return m_errors; }
    qint64 warnings() const { return m_warnings; }
    bool isEmpty() const { return m_errors + m_warnings == 0; }

private:
    std::vector<Notice> m_kept;
    std::set<QString> m_said;
    qint64 m_errors = 0;
    qint64 m_warnings = 0;
};

} // namespace ScopeLab
