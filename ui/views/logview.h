#pragma once

#include "ui/models/logmodel.h"

#include <QTableView>

namespace ScopeLab {

/// What the run logged; follows the playhead, and a double click moves it.
class LogView final : public QTableView
{
    Q_OBJECT

public:
    explicit LogView(Playback &playback, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void follow();

    Playback &m_playback;
    LogModel m_model;
};

} // namespace ScopeLab
