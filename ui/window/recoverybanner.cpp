#include "ui/window/recoverybanner.h"

#include "core/text/oneline.h"
#include "ui/paint/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace ScopeLab {

RecoveryBanner::RecoveryBanner(QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
{
    setObjectName(QStringLiteral("recovery"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->addWidget(m_text, 1);
    const auto add = [this, layout](const QString &name, const char *objectName, const QString &tip,
                                    void (RecoveryBanner::*act)()) {
        auto *button = new QPushButton(name, this);
        button->setObjectName(QLatin1String(objectName));
        button->setToolTip(tip);
        connect(button, &QPushButton::clicked, this, act);
        layout->addWidget(button);
    };
    add(tr("Restore"), "restore", tr("Show the text in the editor, without running it"), &RecoveryBanner::restore);
    add(tr("Discard"), "discard", tr("Throw the text away for good"), &RecoveryBanner::discard);
    add(tr("Keep for later"), "keep", tr("Begin without it, and be asked again at the next start"),
        &RecoveryBanner::keep);
    colour();
    hide();
}

bool RecoveryBanner::offer()
{
    m_offered = RecoveryFile::newestLeft();
    setVisible(m_offered != nullptr);
    if (!m_offered)
        return false;
    const QString &path = m_offered->content().path;
    m_text->setText(path.isEmpty()
                        ? tr("ScopeLab ended before a new scenario was saved.")
                        : tr("ScopeLab ended before what you had typed into %1 was saved.").arg(oneLine(path)));
    return true;
}

void RecoveryBanner::restore()
{
    const std::unique_ptr<RecoveryFile> file = std::move(m_offered);
    Q_EMIT restored(file->content()); // who takes it keeps it in a file of its own
    file->remove();
    offer();
}

void RecoveryBanner::discard()
{
    m_offered->remove();
    offer();
}

void RecoveryBanner::keep()
{
    m_offered.reset();
    hide();
}

void RecoveryBanner::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

void RecoveryBanner::colour()
{
    const Theme &theme = Theme::current();
    const QString sheet = QStringLiteral("#recovery{background:%1;border-bottom:2px solid %2}")
                              .arg(theme.selectedRow.name(), theme.accent.name());
    if (sheet != styleSheet()) // setting it changes the palette
        setStyleSheet(sheet);
}

} // namespace ScopeLab
