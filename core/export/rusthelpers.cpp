// What a program needs beside Tokio, each part only if it is used.

#include "core/export/rusttext.h"

#include <array>

namespace ScopeLab::Rust {

namespace {

// clang-format off
constexpr std::array<CodeHelper, 7> all{{
    {"duration", "std::time::Duration", "", R"(
/// Reads a length of time: 250ms, 1.5s, 2m, 1h, forever.
fn duration(text: &str) -> Result<Duration> {
    if text == "forever" {
        return Ok(Duration::MAX);
    }
    let end = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    let unit = match &text[end..] {
        "ms" => 0.001,
        "s" | "" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        _ => f64::NAN,
    };
    match text[..end].parse::<f64>() {
        Ok(number) if !unit.is_nan() => Ok(Duration::from_secs_f64(number * unit)),
        _ => Err(Error::ValueError(format!("'{text}' is not a duration"))),
    }
}
)"},
    {"describe", "", "", R"(
fn describe(error: &Option<Error>) -> String {
    error.as_ref().map_or("nothing".to_owned(), |error| error.to_string())
}
)"},
    {"members", "", "", R"(
/// How many direct members a group has; a single error counts as one.
fn members(error: &Option<Error>) -> usize {
    match error {
        None => 0,
        Some(Error::Group(_, members)) => members.len(),
        Some(_) => 1,
    }
}
)"},
    {"chance", "", "", R"(
/// True so often; the standard library has no other source of randomness.
fn chance(share: f64) -> bool {
    use std::hash::{BuildHasher, Hasher};
    let random = std::collections::hash_map::RandomState::new().build_hasher().finish();
    (random as f64) < share * u64::MAX as f64
}
)"},
    {"take", "", "", R"(
/// Takes the errors that match out of a group, as Python's `except*` does, one level deep.
fn take(rest: &mut Option<Error>, matches: impl Fn(&Error) -> bool) -> Option<Error> {
    match rest.take()? {
        Error::Group(message, members) => {
            let (taken, left): (Vec<_>, Vec<_>) = members.into_iter().partition(&matches);
            if !left.is_empty() {
                *rest = Some(Error::Group(message.clone(), left));
            }
            (!taken.is_empty()).then(|| Error::Group(message, taken))
        }
        error if matches(&error) => Some(Error::Group(String::new(), vec![error])),
        error => {
            *rest = Some(error);
            None
        }
    }
}
)"},
    {"join_all", "tokio::task::JoinSet", "", R"(
/// Waits for all tasks. The first error aborts the rest, which are dropped where they wait.
async fn join_all(mut tasks: JoinSet<Result>) -> Result {
    let mut errors = Vec::new();
    while let Some(ended) = tasks.join_next().await {
        match ended {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                errors.push(error);
                tasks.abort_all();
            }
            Err(error) if error.is_cancelled() => {} // no error, in Tokio
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }
    match errors.is_empty() {
        true => Ok(()),
        false => Err(Error::Group("tasks failed".to_owned(), errors)),
    }
}
)"},
    {"TaskGroup", "std::future::Future std::sync::Arc std::sync::Mutex tokio::sync::watch tokio_util::sync::CancellationToken", "", R"(
/// Tasks that end together: the first error stops the rest, and so does cancel(). A JoinSet cannot be
/// handed to its own tasks, nor stop the body beside them.
#[derive(Clone)]
struct TaskGroup {
    token: CancellationToken,
    running: Arc<watch::Sender<usize>>,
    errors: Arc<Mutex<Vec<Error>>>,
}

impl TaskGroup {
    fn new(token: CancellationToken) -> Self {
        let running = Arc::new(watch::channel(0).0);
        TaskGroup { token, running, errors: Arc::default() }
    }

    fn cancel(&self) {
        self.token.cancel();
    }

    fn spawn(&self, task: impl Future<Output = Result> + Send + 'static) {
        let group = self.clone();
        group.running.send_modify(|running| *running += 1);
        tokio::spawn(async move {
            group.stoppable(task).await;
            group.running.send_modify(|running| *running -= 1);
        });
    }

    /// Runs `body`, then waits for every task.
    async fn run(&self, body: impl Future<Output = Result>) -> Result {
        let guard = self.token.clone().drop_guard(); // if this is dropped, so are they
        self.stoppable(body).await;
        let mut running = self.running.subscribe();
        while *running.borrow() > 0 {
            let _ = running.changed().await;
        }
        guard.disarm();
        let errors = std::mem::take(&mut *self.errors.lock().unwrap());
        match errors.is_empty() {
            true => Ok(()),
            false => Err(Error::Group("tasks failed".to_owned(), errors)),
        }
    }

    async fn stoppable(&self, task: impl Future<Output = Result>) {
        tokio::select! {
            biased;
            result = task => {
                if let Err(error) = result {
                    self.errors.lock().unwrap().push(error);
                    self.cancel();
                }
            }
            () = self.token.cancelled() => {}
        }
    }
}
)"},
}};
// clang-format on

} // namespace

std::span<const CodeHelper> helpers()
{
    return all;
}

} // namespace ScopeLab::Rust
