#include "tests/examples/computationdialog.h"

#include "core/engine/catching.h"
#include "core/engine/eventloopexecutor.h"
#include "core/engine/exceptions.h"
#include "core/engine/runblocking.h"
#include "core/engine/withscope.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace ScopeLab {

namespace {

constexpr int NumbersInASlice = 20'000;

bool isPrime(int number)
{
    if (number < 2)
        return false;
    for (int divisor = 2; divisor * divisor <= number; ++divisor) {
        if (number % divisor == 0)
            return false;
    }
    return true;
}

/// In a worker thread. Asks now and then whether it is still wanted.
int primesIn(int first)
{
    int found = 0;
    for (int i = 0; i < NumbersInASlice; ++i) {
        if (i % 1000 == 0)
            checkCancelled();
        found += isPrime(first + i) ? 1 : 0;
    }
    return found;
}

} // namespace

ComputationDialog::ComputationDialog(QWidget *parent)
    : QDialog(parent)
    , m_limit(new QSpinBox)
    , m_progress(new QProgressBar)
    , m_result(new QLabel)
    , m_start(new QPushButton(tr("&Compute")))
    , m_cancel(new QPushButton(tr("C&ancel")))
    , m_executor(std::make_unique<EventLoopExecutor>())
{
    setWindowTitle(tr("Counting primes"));
    m_limit->setRange(1, 600'000);
    m_limit->setValue(10'000);
    m_limit->setSuffix(tr(" ms"));
    m_limit->setObjectName(QStringLiteral("limit"));
    m_progress->setRange(0, 1);
    m_progress->setValue(0);
    m_result->setText(tr("Nothing computed yet"));
    m_start->setObjectName(QStringLiteral("start"));
    m_cancel->setObjectName(QStringLiteral("cancel"));
    m_cancel->setEnabled(false);

    auto *form = new QFormLayout;
    form->addRow(tr("&Deadline after"), m_limit);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_start);
    buttons->addWidget(m_cancel);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_progress);
    layout->addWidget(m_result);
    layout->addLayout(buttons);

    connect(m_start, &QPushButton::clicked, this, &ComputationDialog::start);
    connect(m_cancel, &QPushButton::clicked, this, &ComputationDialog::cancel);
}

ComputationDialog::~ComputationDialog() = default;

QString ComputationDialog::result() const
{
    return m_result->text();
}

void ComputationDialog::start()
{
    if (isComputing())
        return;
    m_scope = std::make_unique<CancelScope>();
    m_start->setEnabled(false);
    m_cancel->setEnabled(true);
    m_progress->setRange(0, m_slices);
    m_progress->setValue(0);
    m_result->setText(tr("Computing …"));
    m_executor->start(compute());
}

void ComputationDialog::cancel()
{
    // From outside of every task, so through the run's door.
    m_executor->post([this] {
        if (m_scope)
            m_scope->cancel("the user pressed Cancel");
    });
}

Task<int> ComputationDialog::countPrimes()
{
    int found = 0;
    for (int slice = 0; slice < m_slices; ++slice) {
        const int first = slice * NumbersInASlice;
        auto work = [first] { return primesIn(first); };
        const int more = co_await runBlocking(work);
        found += more;
        m_progress->setValue(slice + 1); // in the dialog's own thread
    }
    co_return found;
}

Task<void> ComputationDialog::compute()
{
    auto limited = failAfter(std::chrono::milliseconds(m_limit->value()), countPrimes());
    auto scoped = withScope(*m_scope, std::move(limited));
    auto outcome = co_await catching(std::move(scoped));
    if (outcome.hasError())
        show(outcome.handled()->type == "TimeoutError" ? tr("Out of time") : tr("Failed"));
    else if (const std::optional<int> found = outcome.value())
        show(tr("%1 primes").arg(*found));
    else
        show(tr("Cancelled"));
}

void ComputationDialog::show(const QString &text)
{
    m_scope.reset();
    m_result->setText(text);
    m_start->setEnabled(true);
    m_cancel->setEnabled(false);
    Q_EMIT ended();
}

} // namespace ScopeLab
