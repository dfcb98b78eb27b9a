#include "core/session/recordingstream.h"

namespace ScopeLab {

namespace {

constexpr EventId EventsInAPiece = 16'384; // a shorter recording is written in one go

Trace emptyTrace(ClockKind clock)
{
    Trace trace;
    trace.clock = clock;
    return trace;
}

} // namespace

RecordingStream::RecordingStream(QIODevice &device, const TraceHeader &header, ClockKind clock)
    : m_tail(emptyTrace(clock))
    , m_writer(device, header, m_tail)
    , m_nextPiece(EventsInAPiece)
{
}

void RecordingStream::observe(const RunEvent &event)
{
    if (m_recorder.observe(event) < m_nextPiece)
        return;
    m_nextPiece += EventsInAPiece;
    m_recorder.drain(m_tail);
    m_writer.writePiece(); // whether that worked is checked at the end
    m_tail.forgetEvents();
    m_tail.forgetTextsAndErrors();
}

bool RecordingStream::finish()
{
    m_recorder.drain(m_tail);
    return m_writer.finish();
}

} // namespace ScopeLab
