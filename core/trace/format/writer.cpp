// Writes version 2 of the file. resources/help/recording-format.md says what it means.

#include "core/trace/format/eventfields.h"
#include "core/trace/format/linewriter.h"
#include "core/trace/format/words.h"
#include "core/trace/tracefile.h"

#include <QIODevice>
#include <QJsonArray>
#include <QJsonDocument>

#include <map>
#include <unordered_map>

namespace ScopeLab {

namespace {

constexpr std::size_t Chunk = 1 << 18; // bytes that are handed to the device at once

/// The fields of an event that say something.
class FieldWriter
{
public:
    /// @param kept fields that the reader did not know; where they repeat a field of ours, they win.
    FieldWriter(LineWriter &line, const Trace &trace, const QJsonObject &kept)
        : m_line(line)
        , m_trace(trace)
        , m_kept(kept)
    {
    }

    template <typename T>
    void operator()(const char *key, const T &value, Need)
    {
        // The words are always written, so that a line can be understood by itself.
        if ((std::is_enum_v<T> || value != T()) && !isKept(key))
            write(key, value);
    }
    void operator()(const char *key, TimePoint value, Need)
    {
        if (value != Never && !isKept(key))
            m_line.integer(key, value.time_since_epoch().count());
    }

private:
    bool isKept(const char *key) const { return !m_kept.isEmpty() && m_kept.contains(QLatin1StringView(key)); }

    template <typename Tag>
    void write(const char *key, Id<Tag> id)
    {
        m_line.integer(key, id.number());
    }
    void write(const char *key, TextId text) { m_line.string(key, m_trace.text(text)); }
    void write(const char *key, bool value) { m_line.boolean(key, value); }
    void write(const char *key, std::int64_t value) { m_line.integer(key, value); }
    void write(const char *key, EventId value) { m_line.integer(key, value); }
    template <typename Enum>
        requires std::is_enum_v<Enum>
    void write(const char *key, Enum value)
    {
        m_line.string(key, toString(value));
    }

    LineWriter &m_line;
    const Trace &m_trace;
    const QJsonObject &m_kept;
};

/// Writes what events mention, before the first event that mentions it.
class TableWriter
{
public:
    TableWriter(LineWriter &line, const Trace &trace)
        : m_line(line)
        , m_trace(trace)
    {
        for (const SourceFile &file : trace.files)
            fileId(file.path, &file);
    }

    /// Takes note of the places added since the last call.
    void learnPlaces()
    {
        while (m_knownPlaces < m_trace.places().size()) {
            const PlaceId next(++m_knownPlaces);
            m_placeIds.try_emplace(keyOf(m_trace.place(next)), m_knownPlaces);
        }
    }

    void need(PlaceId place)
    {
        while (m_places < place.number()) {
            const PlaceId next(++m_places);
            const Place &at = m_trace.place(next);
            const std::uint32_t file = fileId(at.file);
            begin("place", m_places);
            fieldsOf(at, file);
            if (const PlaceId around = m_trace.placeAround(next))
                m_line.integer("up", around.number());
            end(Unknowns::Of::Place, m_places);
        }
    }
    void need(NameId name)
    {
        while (m_names < name.number()) {
            const Label &label = m_trace.labels()[m_names++];
            const auto known = m_placeIds.find(keyOf(label.place));
            const bool isInTable = known != m_placeIds.end();
            if (isInTable)
                need(PlaceId(known->second));
            const std::uint32_t file = fileId(label.place.file);
            begin("name", m_names);
            m_line.string("name", label.name);
            if (!label.kind.empty())
                m_line.string("kind", label.kind);
            if (isInTable) {
                m_line.integer("place", known->second);
            } else if (label.place != Place()) {
                m_line.beginObject("place");
                fieldsOf(label.place, file);
                m_line.endObject();
            }
            end(Unknowns::Of::Name, m_names);
        }
    }
    void need(ErrorId error)
    {
        while (m_errors < error.number()) {
            const ErrorRecord &record = m_trace.error(ErrorId(++m_errors));
            need(record.place);
            writeError(record);
        }
    }
    template <typename Other>
    void need(const Other &)
    {
    }

    /// What no event mentions.
    void rest()
    {
        need(PlaceId(static_cast<std::uint32_t>(m_trace.places().size())));
        need(NameId(static_cast<std::uint32_t>(m_trace.labels().size())));
        restOfErrors();
    }

    /// These mention tasks, which have been written.
    void restOfErrors() { need(ErrorId(m_trace.errorCount())); }

private:
    using PlaceKey = std::tuple<std::string, int, std::string>;
    static PlaceKey keyOf(const Place &place) { return {place.file, place.line, place.function}; }

    void begin(const char *table, std::uint32_t id)
    {
        m_line.begin();
        m_line.string("define", table);
        m_line.integer("id", id);
    }
    void end(Unknowns::Of of, std::uint32_t number)
    {
        if (const std::string *kept = m_trace.unknowns.find(of, number))
            m_line.fieldsOf(*kept);
        m_line.end();
    }
    void fieldsOf(const Place &place, std::uint32_t file)
    {
        if (file)
            m_line.integer("file", file);
        if (place.line)
            m_line.integer("line", place.line);
        if (!place.function.empty())
            m_line.string("function", place.function);
    }

    std::uint32_t fileId(const std::string &path, const SourceFile *source = nullptr)
    {
        if (path.empty() && !source)
            return 0;
        const auto [known, isNew] = m_files.try_emplace(path, static_cast<std::uint32_t>(m_files.size() + 1));
        if (isNew) {
            begin("file", known->second);
            m_line.string("path", path);
            if (source)
                m_line.string("text", source->text);
            end(Unknowns::Of::File, source ? known->second : UINT32_MAX);
        }
        return known->second;
    }

    void writeError(const ErrorRecord &record)
    {
        begin("error", m_errors);
        if (record.kind != ErrorKind::Error)
            m_line.string("kind", toString(record.kind));
        m_line.string("type", record.type);
        if (!record.message.empty())
            m_line.string("message", record.message);
        if (record.kind != ErrorKind::Group && (record.holds & Error::BaseErrors))
            m_line.boolean("is_base", true);
        if (record.identity && record.identity != ErrorId(m_errors))
            m_line.integer("identity", record.identity.number());
        if (!record.notes.empty())
            m_line.strings("notes", record.notes);
        if (!record.members.empty())
            m_line.ids("members", record.members);
        if (record.cause)
            m_line.integer("cause", record.cause.number());
        if (record.context)
            m_line.integer("context", record.context.number());
        if (record.task)
            m_line.integer("task", record.task.number());
        if (record.place)
            m_line.integer("place", record.place.number());
        end(Unknowns::Of::Error, m_errors);
    }

    LineWriter &m_line;
    const Trace &m_trace;
    std::map<std::string, std::uint32_t> m_files;
    std::map<PlaceKey, std::uint32_t> m_placeIds;
    std::uint32_t m_knownPlaces = 0; // how many are in m_placeIds
    std::uint32_t m_places = 0;      // how many have been written
    std::uint32_t m_names = 0;
    std::uint32_t m_errors = 0;
};

QByteArray headerLine(const TraceHeader &header, const Trace &trace)
{
    QJsonObject json = header.unknown;
    const auto set = [&json](QStringView key, const QString &value) {
        if (!value.isEmpty())
            json[key] = value;
    };
    set(u"source", header.source.isEmpty() && !header.scenario.isEmpty() ? QStringLiteral("scenario") : header.source);
    set(u"title", header.title);
    const bool isVirtual = trace.clock == ClockKind::Virtual;
    const bool isSaid = !header.clock.isEmpty() && (header.clock == QStringLiteral("virtual")) == isVirtual;
    json[u"clock"] = isSaid ? header.clock : isVirtual ? QStringLiteral("virtual") : QStringLiteral("monotonic");
    if (header.startNs)
        json[u"start_ns"] = *header.startNs;
    set(u"language", header.language);
    set(u"runtime", header.runtime);
    set(u"recorder", header.recorder);
    if (header.process)
        json[u"process"] = header.process;
    if (!header.arguments.isEmpty())
        json[u"arguments"] = QJsonArray::fromStringList(header.arguments);
    if (!header.run.isUndefined())
        json[u"run"] = header.run;
    set(u"backend", header.backend);
    set(u"executor", header.executor);
    if (header.seed != 1)
        json[u"seed"] = static_cast<qint64>(header.seed);
    set(u"scenario", header.scenario);
    if (header.cursor) {
        json[u"cursor"] = static_cast<qint64>(header.cursor);
        json[u"cursor_time"] = static_cast<qint64>(header.time.time_since_epoch().count());
    }
    if (header.selectedTask)
        json[u"selected_task"] = static_cast<qint64>(header.selectedTask.number());
    if (header.selectedScope)
        json[u"selected_scope"] = static_cast<qint64>(header.selectedScope.number());
    const QByteArray rest = QJsonDocument(json).toJson(QJsonDocument::Compact); // never empty: it has the clock
    return "{\"scopelab_trace\":" + QByteArray::number(TraceVersion) + ',' + rest.sliced(1) + '\n';
}

} // namespace

class TraceWriter::Private
{
public:
    Private(QIODevice &device, const TraceHeader &header, const Trace &trace)
        : m_device(device)
        , m_trace(trace)
        , m_tables(headed(header), trace)
    {
    }

    bool writeNew()
    {
        m_tables.learnPlaces();
        while (m_isWell && m_written < m_trace.size()) {
            linesAfter(m_written);
            write(++m_written);
            if (m_line.text().size() >= Chunk)
                flush();
        }
        return m_isWell;
    }

    bool writePiece()
    {
        writeNew();
        m_tables.restOfErrors();
        return flush();
    }

    bool finish()
    {
        writeNew();
        m_tables.rest();
        linesAfter(m_trace.size());
        return flush();
    }

private:
    /// The lines that were kept and stand after the first @p count events.
    void linesAfter(EventId count)
    {
        const std::vector<Unknowns::Kept> &lines = m_trace.unknowns.lines();
        for (; m_nextLine < lines.size() && lines[m_nextLine].number <= count; ++m_nextLine)
            m_line.line(lines[m_nextLine].json);
    }

    void write(EventId id)
    {
        RunEvent event = m_trace.event(id);
        m_tables.need(event.place);
        const std::string *kept = m_trace.unknowns.find(Unknowns::Of::Event, id);
        const QJsonObject keptFields
            = kept ? QJsonDocument::fromJson(QByteArray::fromStdString(*kept)).object() : QJsonObject();
        std::visit(
            [&](auto &data) {
                visitFields(data, [this](const char *, const auto &value, Need) { m_tables.need(value); });
                m_line.begin();
                if (EventNames[event.data.index()][0])
                    m_line.string("event", EventNames[event.data.index()]);
                writeCommon(event);
                visitFields(data, FieldWriter(m_line, m_trace, keptFields));
            },
            event.data);
        if (const auto *unknown = event.as<UnknownEvent>())
            m_line.fieldsOf(m_trace.text(unknown->line));
        if (kept)
            m_line.fieldsOf(*kept);
        m_line.end();
    }
    void writeCommon(const RunEvent &event)
    {
        m_line.integer("time", event.time.time_since_epoch().count());
        if (event.task)
            m_line.integer("task", event.task.number());
        if (event.place)
            m_line.integer("place", event.place.number());
        if (event.cause)
            m_line.integer("cause", event.cause);
    }

    LineWriter &headed(const TraceHeader &header)
    {
        const QByteArray first = headerLine(header, m_trace);
        m_line.text().append(first.constData(), static_cast<std::size_t>(first.size()));
        return m_line;
    }

    bool flush()
    {
        std::string &text = m_line.text();
        const auto size = static_cast<qint64>(text.size());
        m_isWell = m_isWell && m_device.write(text.data(), size) == size;
        text.clear();
        return m_isWell;
    }

    QIODevice &m_device;
    const Trace &m_trace;
    LineWriter m_line;
    TableWriter m_tables;
    EventId m_written = 0;
    std::size_t m_nextLine = 0;
    bool m_isWell = true;
};

TraceWriter::TraceWriter(QIODevice &device, const TraceHeader &header, const Trace &trace)
    : m_d(std::make_unique<Private>(device, header, trace))
{
}

TraceWriter::~TraceWriter() = default;

bool TraceWriter::writePiece()
{
    return m_d->writePiece();
}

bool TraceWriter::finish()
{
    return m_d->finish();
}

bool writeTrace(QIODevice &device, const TraceHeader &header, const Trace &trace)
{
    return TraceWriter(device, header, trace).finish();
}

} // namespace ScopeLab
