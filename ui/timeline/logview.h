#pragma once

#include "ui/models/logmodel.h"
#include "ui/playback/playback.h"

#include <QSortFilterProxyModel>
#include <QTableView>

class QLineEdit;

namespace ScopeLab {

/// What the run logged: time, task, text. The line at the playhead is marked, what comes after it is grey; a
/// field above filters by task or word. A double click moves the playhead.
class LogView final : public QWidget
{
    Q_OBJECT

public:
    explicit LogView(Playback &playback, QWidget *parent = nullptr);

private:
    class Table;

    void follow();

    Playback &m_playback;
    LogModel m_model;
    QSortFilterProxyModel m_filtered;
    QLineEdit *m_filter;
    Table *m_table;
};

} // namespace ScopeLab
