#include "ui/window/settingsdialog.h"

#include "core/export/languages.h"
#include "ui/paint/plaintexts.h"
#include "ui/paint/theme.h"
#include "ui/timeline/transportbar.h"
#include "ui/window/sounds.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>

namespace ScopeLab {

namespace {

/// A choice that is kept under @p key.
QComboBox *choice(const QStringList &names, const QVariantList &values, const QString &key, const QVariant &initially)
{
    auto *box = new QComboBox;
    for (qsizetype i = 0; i < names.size(); ++i)
        box->addItem(names[i], values[i]);
    box->setCurrentIndex(std::max(0, box->findData(QSettings().value(key, initially))));
    QObject::connect(box, &QComboBox::activated, box, [box, key] { QSettings().setValue(key, box->currentData()); });
    return box;
}

} // namespace

SettingsDialog::SettingsDialog(QWidget *parent)
    : QDialog(parent)
    , m_note(new QLabel(tr("Text size and language change when ScopeLab starts again."), this))
    , m_restart(new QPushButton(tr("Start &again now"), this))
{
    setWindowTitle(tr("Settings"));
    auto *form = new QFormLayout(this);
    form->setContentsMargins(20, 16, 20, 16);
    form->setVerticalSpacing(10);
    addLook(form);
    addRun(form);
    addStart(form);
    m_note->setWordWrap(true);
    m_note->hide();
    m_restart->hide();
    form->addRow(m_note);
    form->addRow(QString(), m_restart);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_restart, &QPushButton::clicked, this, &SettingsDialog::restartRequested);
    // A label names its field, for a screen reader, too.
    for (int row = 0; row < form->rowCount(); ++row) {
        const QLayoutItem *name = form->itemAt(row, QFormLayout::LabelRole);
        const QLayoutItem *field = form->itemAt(row, QFormLayout::FieldRole);
        const auto *label = name ? qobject_cast<QLabel *>(name->widget()) : nullptr;
        if (label && field && field->widget())
            field->widget()->setAccessibleName(nameOfEntry(label->text()));
    }
}

void SettingsDialog::addLook(QFormLayout *form)
{
    auto *look = choice({tr("As the desktop has it"), tr("Light"), tr("Dark"), tr("High contrast")}, {0, 1, 2, 3},
                        QStringLiteral("appearance"), 0);
    connect(look, &QComboBox::activated, this, [this, look] { Q_EMIT lookChanged(look->currentData().toInt()); });
    form->addRow(tr("&Appearance"), look);
    auto *size = new QSpinBox;
    size->setRange(80, 250);
    size->setSingleStep(10);
    size->setSuffix(QStringLiteral(" %"));
    size->setValue(QSettings().value(QStringLiteral("textsize"), 100).toInt());
    connect(size, &QSpinBox::valueChanged, this, [this](int percent) {
        QSettings().setValue(QStringLiteral("textsize"), percent);
        needRestart();
    });
    form->addRow(tr("&Text size"), size);
    addSwitch(form, tr("&Reduce motion: number a wave's steps instead"), QStringLiteral("reduceMotion"), false);
    auto *language
        = choice({tr("As the desktop has it"), QStringLiteral("English"), QStringLiteral("Deutsch")},
                 {QString(), QStringLiteral("en"), QStringLiteral("de")}, QStringLiteral("language"), QString());
    connect(language, &QComboBox::activated, this, &SettingsDialog::needRestart);
    form->addRow(tr("&Language"), language);
}

void SettingsDialog::addRun(QFormLayout *form)
{
    QStringList names;
    QVariantList speeds;
    for (const double speed : Speeds) {
        names.append(QStringLiteral("%L1×").arg(speed));
        speeds.append(speed);
    }
    auto *speed = choice(names, speeds, QStringLiteral("speed"), 0.25);
    connect(speed, &QComboBox::activated, this,
            [this, speed] { Q_EMIT speedChanged(speed->currentData().toDouble()); });
    form->addRow(tr("&Speed of a run"), speed);
    auto *step = choice({tr("Event"), tr("Checkpoint"), tr("Decisive event"), tr("Clock")}, {0, 1, 2, 3},
                        QStringLiteral("step"), 0);
    connect(step, &QComboBox::activated, this, [this, step] { Q_EMIT stepChanged(step->currentData().toInt()); });
    form->addRow(tr("Ste&p by"), step);
    QStringList codes{tr("Scenario")};
    QVariantList numbers{0};
    for (const Language &language : languages()) {
        codes << QString::fromUtf8(language.name);
        numbers << numbers.size();
    }
    auto *code = choice(codes, numbers, QStringLiteral("code/language"), 0);
    connect(code, &QComboBox::activated, this,
            [this, code] { Q_EMIT codeLanguageChanged(code->currentData().toInt()); });
    form->addRow(tr("&Code in"), code);
    const QCheckBox *sleeps = addSwitch(form, tr("S&how sleeps as timers"), QStringLiteral("timers/sleeps"), false);
    QCheckBox *sounds
        = addSwitch(form, tr("S&ounds: one soft tone for each kind of event"), QStringLiteral("sounds"), false);
    sounds->setEnabled(!Sounds::player().isEmpty());
    if (!sounds->isEnabled())
        sounds->setToolTip(tr("Install pipewire-bin, pulseaudio-utils or alsa-utils to hear them."));
    connect(sleeps, &QCheckBox::toggled, this, &SettingsDialog::sleepsChanged);
}

/// Of one that is kept under @p key.
QCheckBox *SettingsDialog::addSwitch(QFormLayout *form, const QString &text, const QString &key, bool initially)
{
    auto *box = new QCheckBox(text);
    box->setChecked(QSettings().value(key, initially).toBool());
    connect(box, &QCheckBox::toggled, this, [key](bool isOn) { QSettings().setValue(key, isOn); });
    form->addRow(QString(), box);
    return box;
}

void SettingsDialog::addStart(QFormLayout *form)
{
    addSwitch(form, tr("Show the start page when ScopeLa&b starts"), QStringLiteral("startpage"), true);
}

void SettingsDialog::needRestart()
{
    m_note->show();
    m_restart->show();
}

} // namespace ScopeLab
