#pragma once

#include "core/scenario/ast.h"
#include "core/trace/runstate.h"

#include <QString>

namespace ScopeLab {

/// One event in a sentence without a full stop: "payment raises PaymentDeclined".
/// @param state at or after the event, for the names.
QString eventSentence(const Trace &trace, const RunState &state, EventId event);

/// What somebody outside did, without a subject: "cancel checkout".
QString operatorSentence(const Trace &trace, const RunState &state, OperatorAction action, TextId target);

/// Which limit was hit, and where.
QString limitSentence(const Trace &trace, const RunState &state, const LimitHit &hit);

/// What somebody did from outside, and when: "shield of commit lowered at 70 ms".
QString actSentence(const OperatorEntry &entry);

/// How a run ended, or where it stands: `ends well`, `ends in TimeoutError`.
QString outcomeSentence(const Trace &trace, const RunState &state);

/// How a task ended, or what it does.
QString taskOutcome(const Trace &trace, const TaskState &task);

} // namespace ScopeLab
