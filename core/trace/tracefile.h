#pragma once

#include "core/trace/format/notices.h"
#include "core/trace/trace.h"

#include <QByteArrayView>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

class QIODevice;

namespace ScopeLab {

/// The version that is written. Version 1 is read, too.
inline constexpr int TraceVersion = 2;

/// What a recording says of a run as a whole; resources/help/recording-format.md has the meaning of each.
struct TraceHeader
{
    QString title;
    QString backend;
    QString executor;
    quint64 seed = 1;
    QString scenario; ///< The text of the scenario file, so that a recording can be shown whole.

    // Of a program that was recorded.
    QString source;                ///< `scenario` or `program`.
    QString clock;                 ///< `virtual`, `monotonic` or `wall`; Trace::clock is what it means for us.
    std::optional<qint64> startNs; ///< Wall clock at the start of the run, in ns since 1970.
    QString language;
    QString runtime;
    QString recorder;
    qint64 process = 0;
    QStringList arguments;
    QJsonValue run = QJsonValue::Undefined; ///< Its id in a file with several.
    QJsonObject unknown;                    ///< Fields of a newer release.

    // How it was looked at when it was saved. All zero: at its end, with nothing selected.
    EventId cursor = 0;
    TimePoint time{};
    TaskId selectedTask;
    ScopeId selectedScope;
};

/// Writes a recording as JSON Lines, format version 2: a header, then a line for each event, preceded by a line
/// for everything it mentions for the first time. @returns false if @p device could not take it all.
bool writeTrace(QIODevice &device, const TraceHeader &header, const Trace &trace);

/// Writes a growing recording piece by piece, so that nobody needs to keep all of it.
class TraceWriter
{
public:
    /// @param device and @param trace must outlive this.
    TraceWriter(QIODevice &device, const TraceHeader &header, const Trace &trace);
    ~TraceWriter();
    TraceWriter(const TraceWriter &) = delete;
    TraceWriter &operator=(const TraceWriter &) = delete;

    /// Writes what has come since the last call. Its events, texts and errors may be forgotten afterwards.
    /// @returns false if the device could not take it all; from then on nothing is written.
    bool writePiece();

    /// Writes the rest, once nothing more is to come. @returns as writePiece().
    bool finish();

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

struct LoadedTrace
{
    TraceHeader header;
    Trace trace;
    QString error;         ///< Why nothing can be shown. Empty if something can.
    bool isUsable = false; ///< The header was read.
    Notices notices;       ///< What was wrong with the file; the rest of it is in trace.
    QStringList runs;      ///< Titles of all runs in the file, in its order.
    int run = 0;           ///< Which of them this is.
};

/// Reads a recording as it comes, piece by piece: of a file that grows, or from a socket. Never throws, whatever
/// the bytes are: what contradicts itself is left out, and noticed. Not thread-safe.
class TraceReader
{
public:
    TraceReader();
    ~TraceReader();
    TraceReader(const TraceReader &) = delete;
    TraceReader &operator=(const TraceReader &) = delete;

    /// What comes next; it may end within a line.
    void feed(QByteArrayView bytes);

    /// Nothing more is to come: a last line without a line end is taken if it is complete.
    void finish();

    /// How many bytes there will be in all, if that is known, so that room is made at once.
    void expect(qint64 bytes);

    /// Feeds it everything in @p device, and finishes. @param goesOn is told now and then how many bytes were read; as
    /// soon as it returns false, reading stops.
    void readAll(QIODevice &device, const std::function<bool(qint64)> &goesOn = {});

    bool isUsable() const;
    /// Why nothing can be shown, or ever will be.
    QString error() const;
    const Notices &notices() const;

    /// The runs that have begun, in the order of the file. The first is there as soon as the header is.
    int runCount() const;
    const Trace &trace(int run) const;
    const TraceHeader &header(int run) const;

    /// Hands out a run, once everything has been read.
    LoadedTrace take(int run);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

/// Reads a recording. Never throws; a file that was cut off yields what came before the cut.
/// @param goesOn as TraceReader::readAll().
/// @param run which one, from 0, if the file has several; the first if it has fewer.
LoadedTrace readTrace(QIODevice &device, const std::function<bool(qint64)> &goesOn = {}, int run = 0);

/// True if @p start, the first bytes of a file, is the start of a recording of any version.
bool isRecording(QByteArrayView start);

/// True if there is a regular file at @p path that begins as a recording does.
bool isRecordingFile(const QString &path);

} // namespace ScopeLab
