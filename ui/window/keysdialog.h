#pragma once

#include "ui/window/keys.h"

#include <QDialog>

class QLabel;
class QTableWidget;

namespace ScopeLab {

/// All keys of the window, each of which can be changed. A key that another action has is refused.
class KeysDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit KeysDialog(Keys &keys, QWidget *parent = nullptr);

private:
    void fill();
    void filter(const QString &text);
    void choose(std::size_t index, const QKeySequence &key);

    Keys &m_keys; // must outlive this
    QTableWidget *m_table;
    QLabel *m_note;
};

} // namespace ScopeLab
