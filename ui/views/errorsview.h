#pragma once

#include "ui/models/fatesmodel.h"

#include <QSplitter>

class QTableView;
class QScrollArea;

namespace ScopeLab {

class SplitTreeView;

/// A group of errors and its two halves, and below it what became of every exception.
class ErrorsView final : public QSplitter
{
    Q_OBJECT

public:
    explicit ErrorsView(Playback &playback, QWidget *parent = nullptr);

    QSize sizeHint() const override { return {336, 330}; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();

    Playback &m_playback;
    FatesModel m_model;
    SplitTreeView *m_tree;
    QScrollArea *m_area;
    QTableView *m_table;
};

} // namespace ScopeLab
