#include "core/trace/tracefile.h"

#include "core/trace/format/runreader.h"
#include "core/trace/format/version1.h"

#include <QFile>
#include <QFileInfo>
#include <QIODevice>
#include <QJsonDocument>

#include <cstring>

namespace ScopeLab {

namespace {

constexpr qsizetype LongestLine = 256 << 20; // bytes
constexpr qint64 Piece = 1 << 16;            // bytes read at once

} // namespace

/// Cuts the bytes into lines, and passes each to its run.
class TraceReader::Private
{
public:
    void feed(QByteArrayView bytes)
    {
        m_read += bytes.size();
        while (!bytes.isEmpty()) {
            const qsizetype end = indexOfLineEnd(bytes);
            if (end < 0) {
                if (m_rest.size() + bytes.size() <= LongestLine)
                    m_rest.append(bytes);
                else
                    m_isTooLong = true;
                return;
            }
            if (m_rest.isEmpty() && !m_isTooLong) {
                readLine(bytes.first(end), true);
            } else {
                m_rest.append(bytes.first(end));
                readRest(true);
            }
            bytes = bytes.sliced(end + 1);
        }
    }

    void finish()
    {
        if (!m_rest.isEmpty() || m_isTooLong)
            readRest(false);
        for (const std::unique_ptr<RunReader> &run : m_runs)
            run->finish();
        if (!m_isUsable && m_error.isEmpty())
            m_error = QStringLiteral("the file is empty");
    }

    void expect(qint64 bytes) { m_expected = bytes; }

    // The first run may be no more than the header of a file whose lines all belong to others. Then it is not shown.
    int count() const { return static_cast<int>(m_runs.size() - leftOut()); }
    RunReader &run(int number) const { return *m_runs[static_cast<std::size_t>(number) + leftOut()]; }

    bool m_isUsable = false;
    QString m_error;
    Notices m_notices;

private:
    std::size_t leftOut() const { return m_runs.size() > 1 && m_runs.front()->trace.size() == 0 ? 1 : 0; }

    static qsizetype indexOfLineEnd(QByteArrayView bytes)
    {
        const void *const found = std::memchr(bytes.data(), '\n', static_cast<std::size_t>(bytes.size()));
        return found ? static_cast<const char *>(found) - bytes.data() : -1;
    }

    void readRest(bool isWhole)
    {
        const QByteArray line = std::exchange(m_rest, {});
        if (std::exchange(m_isTooLong, false)) {
            ++m_line;
            m_notices.add({Complaint::TooLong, m_line, 1, {QString::number(LongestLine >> 20)}});
        } else {
            readLine(line, isWhole);
        }
    }

    void readLine(QByteArrayView line, bool isWhole)
    {
        ++m_line;
        line = line.trimmed();
        if (line.isEmpty() || !m_error.isEmpty())
            return;
        m_raw = line;
        if (m_isUsable && !m_version1 && m_flat.read(line)) {
            LineFields fields(m_flat, m_line, m_raw, m_notices);
            read(fields);
        } else {
            readJson(line, isWhole);
        }
        m_raw = {};
        makeRoom();
    }

    void readJson(QByteArrayView line, bool isWhole)
    {
        QJsonParseError parseError;
        const QJsonDocument document
            = QJsonDocument::fromJson(QByteArray::fromRawData(line.data(), line.size()), &parseError);
        if (!document.isObject()) {
            complainOf(parseError, isWhole);
            return;
        }
        if (!m_isUsable) {
            readHeader(document.object());
        } else if (m_version1) {
            readOld(document.object());
        } else {
            LineFields fields = fieldsOf(document.object());
            read(fields);
        }
    }

    void complainOf(const QJsonParseError &parseError, bool isWhole)
    {
        const bool isJson = parseError.error == QJsonParseError::NoError;
        const QString why = isJson ? QStringLiteral("it is something else") : parseError.errorString();
        if (!m_isUsable)
            m_error = QStringLiteral("line %1: this is not a recording of ScopeLab").arg(m_line);
        else if (!isWhole)
            m_notices.add({Complaint::Incomplete, m_line, 1, {}});
        else
            m_notices.add({Complaint::NotJson, m_line, isJson ? 1 : parseError.offset + 1, {why}});
    }

    void readHeader(QJsonObject json)
    {
        const qint64 version = json[u"scopelab_trace"].toInteger();
        if (version < 1) {
            m_error = QStringLiteral("line %1: this is not a recording of ScopeLab").arg(m_line);
            return;
        }
        if (version > TraceVersion) {
            m_error = QStringLiteral("this recording has format %1, this release reads up to %2")
                          .arg(version)
                          .arg(TraceVersion);
            return;
        }
        if (version == 1) {
            m_version1 = std::make_unique<Version1>([this](const QJsonObject &line) {
                LineFields fields = fieldsOf(line);
                read(fields);
            });
            json = Version1::header(json);
        }
        m_isUsable = true;
        LineFields fields = fieldsOf(json);
        fields.take("scopelab_trace");
        openRun(fields, fields.take("run"));
    }

    LineFields fieldsOf(const QJsonObject &json) { return {json, m_line, m_raw, m_notices}; }

    void openRun(LineFields &fields, const QJsonValue &id)
    {
        m_runs.push_back(std::make_unique<RunReader>(fields));
        m_runs.back()->header.run = id;
        if (IdMap::isId(id))
            m_runIds.set(id, static_cast<std::uint32_t>(m_runs.size()));
    }

    void readOld(const QJsonObject &json)
    {
        if (m_version1->convert(json))
            return;
        LineFields fields = fieldsOf(json);
        if (fields.peek("define").isUndefined())
            m_runs.front()->keepLine(fields);
        else // it would define something once it is written in version 2
            fields.complain(Complaint::NotInVersion1, "define", {});
    }

    void read(LineFields &fields)
    {
        const QJsonValue define = fields.peek("define");
        if (define == QStringLiteral("run")) {
            defineRun(fields);
            return;
        }
        const QJsonValue id = fields.take("run");
        const std::uint32_t run = id.isUndefined() ? 1 : m_runIds.find(id);
        if (!run) {
            fields.complain(Complaint::UnknownRun, "run", {idText(id)});
            return;
        }
        RunReader &reader = *m_runs[run - 1];
        if (fields.peek("event").isString()) {
            reader.readEvent(fields);
            return;
        }
        fields.take("define");
        if (!reader.define(define.toString(), fields))
            reader.keepLine(fields);
    }

    void defineRun(LineFields &fields)
    {
        fields.take("define");
        const QJsonValue id = fields.take("id");
        if (!IdMap::isId(id))
            fields.wrongType("id", "an integer or a string", "the line is skipped");
        else if (m_runIds.find(id))
            fields.complain(Complaint::IdTwice, "id", {QStringLiteral("run"), idText(id)});
        else
            openRun(fields, id);
    }

    /// Called once the length of a line is known: growing bit by bit would need twice the room.
    void makeRoom()
    {
        constexpr qint64 Enough = 1 << 22; // bytes
        if (m_expected < 2 * Enough || m_read < Enough || m_runs.size() != 1)
            return;
        const double events = static_cast<double>(m_runs.front()->trace.size());
        const double all = events / static_cast<double>(m_read) * static_cast<double>(m_expected);
        m_runs.front()->trace.reserve(static_cast<std::size_t>(all * 1.02));
        m_expected = 0;
    }

    QByteArray m_rest; // of a line whose end is still to come
    bool m_isTooLong = false;
    int m_line = 0;
    QByteArrayView m_raw;
    FlatLine m_flat;
    qint64 m_read = 0;
    qint64 m_expected = 0;
    std::unique_ptr<Version1> m_version1; // if the file is of that version
    std::vector<std::unique_ptr<RunReader>> m_runs;
    IdMap m_runIds;
};

TraceReader::TraceReader()
    : m_d(std::make_unique<Private>())
{
}

TraceReader::~TraceReader() = default;

void TraceReader::feed(QByteArrayView bytes)
{
    m_d->feed(bytes);
}

void TraceReader::finish()
{
    m_d->finish();
}

void TraceReader::expect(qint64 bytes)
{
    m_d->expect(bytes);
}

void TraceReader::readAll(QIODevice &device, const std::function<bool(qint64)> &goesOn)
{
    expect(device.isSequential() ? 0 : device.size());
    qint64 read = 0;
    while (error().isEmpty()) {
        const QByteArray piece = device.read(Piece);
        if (piece.isEmpty())
            break;
        feed(piece);
        read += piece.size();
        if (goesOn && !goesOn(read))
            return;
    }
    finish();
}

bool TraceReader::isUsable() const
{
    return m_d->m_isUsable;
}

QString TraceReader::error() const
{
    return m_d->m_error;
}

const Notices &TraceReader::notices() const
{
    return m_d->m_notices;
}

int TraceReader::runCount() const
{
    return m_d->count();
}

const Trace &TraceReader::trace(int run) const
{
    return m_d->run(run).trace;
}

const TraceHeader &TraceReader::header(int run) const
{
    return m_d->run(run).header;
}

LoadedTrace TraceReader::take(int run)
{
    LoadedTrace result;
    result.error = m_d->m_error;
    result.isUsable = m_d->m_isUsable;
    result.notices = m_d->m_notices;
    const int count = m_d->count();
    for (int each = 0; each < count; ++each)
        result.runs.append(m_d->run(each).header.title);
    if (count == 0)
        return result;
    result.run = run < 0 || run >= count ? 0 : run;
    RunReader &chosen = m_d->run(result.run);
    result.header = chosen.header;
    result.trace = std::move(chosen.trace);
    return result;
}

LoadedTrace readTrace(QIODevice &device, const std::function<bool(qint64)> &goesOn, int run)
{
    TraceReader reader;
    reader.readAll(device, goesOn);
    return reader.take(run);
}

bool isRecording(QByteArrayView start)
{
    const QByteArray line = start.toByteArray().trimmed().split('\n').front();
    return line.startsWith('{') && line.contains("\"scopelab_trace\"");
}

bool isRecordingFile(const QString &path)
{
    constexpr qint64 LongestHeader = 8 << 20; // a header may hold the text of a scenario
    QFile file(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly) && isRecording(file.readLine(LongestHeader));
}

} // namespace ScopeLab
