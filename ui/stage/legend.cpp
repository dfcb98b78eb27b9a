#include "ui/stage/legend.h"

#include "ui/paint/glyphs.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace ScopeLab {

namespace {

struct Entry
{
    Glyph glyph;
    const char *name;
    const char *meaning;
};

struct Section
{
    const char *title;
    std::vector<Entry> entries;
};

const std::vector<Section> &sections()
{
    static const std::vector<Section> all{
        {QT_TRANSLATE_NOOP("ScopeLab::Legend", "Tasks"),
         {{Glyph::Created, QT_TRANSLATE_NOOP("ScopeLab::Legend", "created"),
           QT_TRANSLATE_NOOP("ScopeLab::Legend", "has not run yet")},
          {Glyph::Running, QT_TRANSLATE_NOOP("ScopeLab::Legend", "running"),
           QT_TRANSLATE_NOOP("ScopeLab::Legend", "it is its turn")},
          {Glyph::Waiting, QT_TRANSLATE_NOOP("ScopeLab::Legend", "waiting"),
           QT_TRANSLATE_NOOP("ScopeLab::Legend", "at a checkpoint: here a cancellation can reach it")},
          {Glyph::Thread, QT_TRANSLATE_NOOP("ScopeLab::Legend", "in a thread"),
           QT_TRANSLATE_NOOP("ScopeLab::Legend", "waits for a blocking call, which cannot be stopped from outside")},
          {Glyph::Unwinding, QT_TRANSLATE_NOOP("ScopeLab::Legend", "unwinding"),
           QT_TRANSLATE_NOOP("ScopeLab::Legend", "cancelled, and on its way out through its cleanup")},
          {Glyph::Done, QT_TRANSLATE_NOOP("ScopeLab::Legend", "done"),
           QT_TRANSLATE_NOOP("ScopeLab::Legend", "came to its end")},
          {Glyph::Cancelled, QT_TRANSLATE_NOOP("ScopeLab::Legend", "cancelled"),
           QT_TRANSLATE_NOOP("ScopeLab::Legend", "stopped; that is no error")},
          {Glyph::Failed, QT_TRANSLATE_NOOP("ScopeLab::Legend", "failed"),
           QT_TRANSLATE_NOOP("ScopeLab::Legend", "an error left it")}}},
        {QT_TRANSLATE_NOOP("ScopeLab::Legend", "Cancellation"),
         {{Glyph::Requested, QT_TRANSLATE_NOOP("ScopeLab::Legend", "asked"),
           QT_TRANSLATE_NOOP("ScopeLab::Legend", "requested, and not delivered yet")},
          {Glyph::Delivered, QT_TRANSLATE_NOOP("ScopeLab::Legend", "delivered"),
           QT_TRANSLATE_NOOP("ScopeLab::Legend", "the task has woken up to stop")},
          {Glyph::Absorbed, QT_TRANSLATE_NOOP("ScopeLab::Legend", "absorbed"),
           QT_TRANSLATE_NOOP("ScopeLab::Legend", "it ended at the exit of this scope")},
          {Glyph::Shield, QT_TRANSLATE_NOOP("ScopeLab::Legend", "shield"),
           QT_TRANSLATE_NOOP("ScopeLab::Legend", "what is cancelled outside is not seen inside")},
          {Glyph::Deadline, QT_TRANSLATE_NOOP("ScopeLab::Legend", "deadline"),
           QT_TRANSLATE_NOOP("ScopeLab::Legend", "a ring that drains; dashed if another scope sets it")},
          {Glyph::Operator, QT_TRANSLATE_NOOP("ScopeLab::Legend", "operator"),
           QT_TRANSLATE_NOOP("ScopeLab::Legend", "somebody outside, or you")}}},
        {QT_TRANSLATE_NOOP("ScopeLab::Legend", "Errors"),
         {{Glyph::Lost, QT_TRANSLATE_NOOP("ScopeLab::Legend", "lost"),
           QT_TRANSLATE_NOOP("ScopeLab::Legend", "a real error that a cancellation replaced")},
          {Glyph::Replaced, QT_TRANSLATE_NOOP("ScopeLab::Legend", "replaced"),
           QT_TRANSLATE_NOOP("ScopeLab::Legend", "another error took its place, and has it as its context")},
          {Glyph::Handled, QT_TRANSLATE_NOOP("ScopeLab::Legend", "handled"),
           QT_TRANSLATE_NOOP("ScopeLab::Legend", "somebody caught it; of a cancellation: swallowed")},
          {Glyph::Left, QT_TRANSLATE_NOOP("ScopeLab::Legend", "left"),
           QT_TRANSLATE_NOOP("ScopeLab::Legend", "it left the run")}}}};
    return all;
}

} // namespace

Legend::Legend(QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("What the shapes and colours mean"));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(20, 16, 20, 12);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(5);
    int row = 0;
    for (const Section &section : sections()) {
        auto *title = new QLabel(tr(section.title));
        title->setFont(textFont(14, QFont::DemiBold));
        title->setContentsMargins(0, row ? 10 : 0, 0, 2);
        grid->addWidget(title, row++, 0, 1, 3);
        for (const Entry &entry : section.entries) {
            auto *sign = new QLabel;
            sign->setPixmap(glyphIcon(entry.glyph, colourOf(entry.glyph)).pixmap(18, 18));
            auto *name = new QLabel(tr(entry.name));
            name->setFont(textFont(12.5, QFont::DemiBold));
            auto *meaning = new QLabel(tr(entry.meaning));
            meaning->setForegroundRole(QPalette::PlaceholderText);
            grid->addWidget(sign, row, 0);
            grid->addWidget(name, row, 1);
            grid->addWidget(meaning, row++, 2);
        }
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    grid->addWidget(buttons, row, 0, 1, 3);
    grid->setColumnStretch(2, 1);
}

} // namespace ScopeLab
