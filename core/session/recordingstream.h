#pragma once

#include "core/trace/tracefile.h"
#include "core/trace/tracerecorder.h"

namespace ScopeLab {

/// Records a run straight into a file: however long it is, only its last moments are kept in memory.
/// For the run's thread.
class RecordingStream
{
public:
    /// @param device must outlive this. @param clock that of the run.
    RecordingStream(QIODevice &device, const TraceHeader &header, ClockKind clock);

    /// Takes the next event; what it mentions has been added to recorder().
    void observe(const RunEvent &event);
    TraceRecorder &recorder() { return m_recorder; }

    /// To be called once the run is over. @returns false if the device could not take it all.
    bool finish();

private:
    TraceRecorder m_recorder;
    Trace m_tail; // what is still to be written
    TraceWriter m_writer;
    EventId m_nextPiece;
};

} // namespace ScopeLab
