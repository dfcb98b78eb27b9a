#include "core/trace/trace.h"

#include <algorithm>
#include <iterator>

namespace ScopeLab {

namespace {

template <typename T>
void moveInto(std::vector<T> &target, std::vector<T> &source)
{
    if (target.empty())
        std::swap(target, source);
    target.insert(target.end(), std::make_move_iterator(source.begin()), std::make_move_iterator(source.end()));
    source.clear();
}

template <typename T, typename Number>
const T &partOr(const std::vector<T> &parts, Number number, std::uint32_t forgotten = 0)
{
    static const T none;
    return number ? parts[number.number() - 1 - forgotten] : none;
}

template <typename Number, typename T>
Number addPart(std::vector<T> &parts, T part, std::uint32_t forgotten = 0)
{
    parts.push_back(std::move(part));
    return Number(forgotten + static_cast<std::uint32_t>(parts.size()));
}

} // namespace

const std::string &Trace::text(TextId id) const
{
    return partOr(m_texts, id, m_forgottenTexts);
}

const Label &Trace::label(NameId id) const
{
    return partOr(m_labels, id);
}

const Place &Trace::place(PlaceId id) const
{
    return partOr(m_places, id);
}

const ErrorRecord &Trace::error(ErrorId id) const
{
    return partOr(m_errors, id, m_forgottenErrors);
}

EventId Trace::add(const RunEvent &event)
{
    m_events.push_back(event);
    return size();
}

TextId Trace::addText(std::string text)
{
    return addPart<TextId>(m_texts, std::move(text), m_forgottenTexts);
}

NameId Trace::addLabel(Label label)
{
    return addPart<NameId>(m_labels, std::move(label));
}

PlaceId Trace::addPlace(Place place, PlaceId around)
{
    if (around) {
        m_around.resize(m_places.size());
        m_around.push_back(around);
    }
    return addPart<PlaceId>(m_places, std::move(place));
}

PlaceId Trace::placeAround(PlaceId place) const
{
    return place && place.number() <= m_around.size() ? m_around[place.number() - 1] : PlaceId();
}

ErrorId Trace::addError(ErrorRecord error)
{
    return addPart<ErrorId>(m_errors, std::move(error), m_forgottenErrors);
}

void Trace::append(Trace &&tail)
{
    moveInto(m_texts, tail.m_texts);
    moveInto(m_labels, tail.m_labels);
    moveInto(m_places, tail.m_places);
    moveInto(m_errors, tail.m_errors);
    moveInto(m_events, tail.m_events);
}

void Trace::takeParts(Trace &other)
{
    moveInto(m_texts, other.m_texts);
    moveInto(m_labels, other.m_labels);
    moveInto(m_places, other.m_places);
    moveInto(m_errors, other.m_errors);
    other = {};
}

void Trace::forgetEvents()
{
    m_forgottenEvents = size();
    m_events.clear();
}

void Trace::forgetTextsAndErrors()
{
    m_forgottenTexts += static_cast<std::uint32_t>(m_texts.size());
    m_texts.clear();
    m_forgottenErrors = errorCount();
    m_errors.clear();
}

EventId Trace::lastEventUntil(TimePoint time) const
{
    const auto later = std::upper_bound(m_events.begin(), m_events.end(), time,
                                        [](TimePoint t, const RunEvent &e) { return t < e.time; });
    return static_cast<EventId>(later - m_events.begin());
}

std::string Trace::describe(ErrorId id) const
{
    const ErrorRecord &record = error(id);
    if (record.kind == ErrorKind::Cancelled || record.message.empty())
        return record.type;
    return record.type + ": " + record.message;
}

bool Trace::holdsCancellation(ErrorId id) const
{
    return !id || (error(id).holds & Error::Cancellations) != 0;
}

} // namespace ScopeLab
