#include "ui/window/keysdialog.h"

#include "ui/paint/plaintexts.h"
#include "ui/paint/theme.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace ScopeLab {

KeysDialog::KeysDialog(Keys &keys, QWidget *parent)
    : QDialog(parent)
    , m_keys(keys)
    , m_table(new QTableWidget(0, 2, this))
    , m_note(new QLabel(this))
{
    setWindowTitle(tr("Keys"));
    resize(520, 620);
    auto *search = new QLineEdit(this);
    search->setPlaceholderText(tr("Search keys and actions"));
    search->setAccessibleName(search->placeholderText());
    search->setClearButtonEnabled(true);
    m_table->setHorizontalHeaderLabels({tr("Action"), tr("Key")});
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Fixed);
    m_table->horizontalHeader()->resizeSection(1, 190);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(32);
    m_table->setEditTriggers(QTableWidget::NoEditTriggers);
    m_table->setSelectionMode(QTableWidget::NoSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName(windowTitle());
    m_note->setWordWrap(true);
    auto *always
        = new QLabel(tr("Always: Up and Down go through stage or lanes; W, S, A, D zoom and pan the timeline; Esc "
                        "selects nothing."),
                     this);
    always->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *restore = buttons->addButton(tr("&Restore defaults"), QDialogButtonBox::ResetRole);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(search);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_note);
    layout->addWidget(always);
    layout->addWidget(buttons);
    connect(search, &QLineEdit::textChanged, this, &KeysDialog::filter);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(restore, &QPushButton::clicked, this, [this] {
        m_keys.restoreDefaults();
        fill();
    });
    fill();
}

void KeysDialog::fill()
{
    m_table->setRowCount(static_cast<int>(m_keys.entries().size()));
    for (std::size_t i = 0; i < m_keys.entries().size(); ++i) {
        const Keys::Entry &entry = m_keys.entries()[i];
        const QString name = entry.action ? nameOfEntry(entry.action->text()) : entry.name;
        const int row = static_cast<int>(i);
        m_table->setItem(row, 0, new QTableWidgetItem(name));
        auto *edit = new QKeySequenceEdit(entry.action ? entry.action->shortcut() : QKeySequence(), m_table);
        edit->setClearButtonEnabled(true);
        edit->setAccessibleName(tr("Key of %1").arg(name));
        connect(edit, &QKeySequenceEdit::keySequenceChanged, this, [this, i, edit](const QKeySequence &keys) {
            // One stroke; what was typed before it does not count.
            const QKeySequence key = keys.isEmpty() ? keys : QKeySequence(keys[static_cast<uint>(keys.count() - 1)]);
            const QSignalBlocker blocker(edit);
            choose(i, key);
            const QAction *action = m_keys.entries()[i].action;
            edit->setKeySequence(action ? action->shortcut() : QKeySequence());
        });
        m_table->setCellWidget(row, 1, edit);
    }
    m_note->clear();
}

void KeysDialog::choose(std::size_t index, const QKeySequence &key)
{
    const Keys::Entry &entry = m_keys.entries()[index];
    if (const Keys::Entry *holder = m_keys.holderOf(key, entry)) {
        m_note->setText(tr("%1 is the key of “%2” already. Give that one another key first.")
                            .arg(key.toString(QKeySequence::NativeText), nameOfEntry(holder->action->text())));
        return;
    }
    m_note->clear();
    m_keys.choose(entry, key);
}

void KeysDialog::filter(const QString &text)
{
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const auto *edit = qobject_cast<QKeySequenceEdit *>(m_table->cellWidget(row, 1));
        const bool matches
            = m_table->item(row, 0)->text().contains(text, Qt::CaseInsensitive)
              || edit->keySequence().toString(QKeySequence::NativeText).contains(text, Qt::CaseInsensitive);
        m_table->setRowHidden(row, !matches);
    }
}

} // namespace ScopeLab
