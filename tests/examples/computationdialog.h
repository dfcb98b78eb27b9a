#pragma once

#include <QDialog>

#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace ScopeLab {

class CancelScope;
class EventLoopExecutor;
template <typename T>
class Task;

/// An example of a Qt program on the engine: counts primes for a while in worker threads, shows how far
/// it is, can be cancelled, and has a deadline. Its tasks run on the event loop of the dialog's own
/// thread, so they touch widgets freely, and nothing freezes.
class ComputationDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ComputationDialog(QWidget *parent = nullptr);
    ~ComputationDialog() override;

    /// How much there is to do, in slices of about 10 ms each.
    void setSlices(int slices) { m_slices = slices; }

    QString result() const;
    bool isComputing() const { return m_scope != nullptr; }

public Q_SLOTS:
    void start();
    void cancel();

Q_SIGNALS:
    void ended();

private:
    Task<void> compute();
    Task<int> countPrimes();
    void show(const QString &text);

    int m_slices = 300;
    QSpinBox *m_limit;
    QProgressBar *m_progress;
    QLabel *m_result;
    QPushButton *m_start;
    QPushButton *m_cancel;
    std::unique_ptr<CancelScope> m_scope;          // of the computation under way
    std::unique_ptr<EventLoopExecutor> m_executor; // goes first: its tasks use the rest
};

} // namespace ScopeLab
