#pragma once

#include "core/trace/comparison.h"
#include "core/trace/runstate.h"

#include <QTreeView>

class QStandardItem;
class QStandardItemModel;

namespace ScopeLab {

/// One of the two runs of a twin, at its end.
struct TwinRun
{
    QString name;
    const Trace &trace;
    const RunState &end;
};

/// What became of two runs: outcome, tasks, logs, findings. What differs comes first; what agrees is folded.
class TwinTable final : public QTreeView
{
    Q_OBJECT

public:
    explicit TwinTable(QWidget *parent = nullptr);

    void clear();
    void fill(const TwinRun &a, const TwinRun &b, const Comparison &comparison);

private:
    void addTasks(const TwinRun &a, const TwinRun &b, const Comparison &comparison);
    void addRow(const QString &what, const QString &a, const QString &b);

    QStandardItemModel *m_model;
    QList<QList<QStandardItem *>> m_same; ///< While it is filled: rows that agree.
};

} // namespace ScopeLab
