#include "core/engine/error.h"
#include "core/trace/tracerecorder.h"

#include <QTest>

using namespace ScopeLab;

namespace {

/// The messages from @p error along its contexts, as the recording has them.
std::string contextsOf(const Trace &trace, ErrorId error)
{
    std::string messages = trace.error(error).message;
    for (ErrorId at = trace.error(error).context; at && messages.size() < 100; at = trace.error(at).context)
        messages += " during " + trace.error(at).message;
    return messages;
}

ErrorPtr inContext(const char *message, const ErrorPtr &context)
{
    ErrorPtr error = makeError("ValueError", message);
    chainContext(error, context);
    return error;
}

} // namespace

class tst_TraceRecorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anErrorIsRecordedOnce();
    void aContextThatComesLaterIsSeenFromAfar();
    void aCircleIsRecorded();
    void aLongChainIsNotRecordedAgain();
};

void tst_TraceRecorder::anErrorIsRecordedOnce()
{
    TraceRecorder recorder;
    const ErrorPtr first = makeError("ValueError", "first");
    const ErrorId record = recorder.add(first);
    QCOMPARE(recorder.add(first), record);
    QCOMPARE(recorder.add(makeGroup("all", {first})).number(), record.number() + 1);
    QCOMPARE(recorder.add(first), record);
}

// An except* that raises again what an outer one took: the error that its other handler raised leads there, and the
// context comes after that was recorded.
void tst_TraceRecorder::aContextThatComesLaterIsSeenFromAfar()
{
    TraceRecorder recorder;
    const ErrorPtr taken = makeError("OSError", "taken");
    const ErrorPtr raised = inContext("raised", inContext("part", taken));
    const ErrorId before = recorder.add(raised);
    chainContext(taken, makeError("RuntimeError", "later"));
    const ErrorId after = recorder.add(makeGroup("all", {taken, raised}));

    Trace trace;
    recorder.drain(trace);
    QCOMPARE(contextsOf(trace, before), std::string("raised during part during taken")); // as it was
    QCOMPARE(contextsOf(trace, trace.error(after).members[1]),
             std::string("raised during part during taken during later"));
    QCOMPARE(trace.error(trace.error(after).members[1]).identity, trace.error(before).identity);
}

void tst_TraceRecorder::aCircleIsRecorded()
{
    TraceRecorder recorder;
    const ErrorPtr cause = makeError("ValueError", "cause");
    const ErrorPtr error = inContext("error", cause);
    cause->setCause(error); // as `raise error from cause` in its handler does
    const ErrorId record = recorder.add(error);
    cause->setCause({});
    recorder.add(cause);

    Trace trace;
    recorder.drain(trace);
    QCOMPARE(contextsOf(trace, record), std::string("error during cause"));
}

void tst_TraceRecorder::aLongChainIsNotRecordedAgain()
{
    TraceRecorder recorder;
    ErrorPtr last = makeError("ValueError", "0");
    ErrorId record = recorder.add(last);
    for (int i = 1; i < 20'000; ++i) {
        last = inContext("next", last);
        const ErrorId next = recorder.add(last);
        QCOMPARE(next.number(), record.number() + 1);
        record = next;
    }
}

QTEST_GUILESS_MAIN(tst_TraceRecorder)
#include "tst_tracerecorder.moc"
