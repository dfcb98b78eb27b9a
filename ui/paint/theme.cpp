#include "ui/paint/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QStyle>

#include <cmath>
#include <utility>

namespace ScopeLab {

namespace {

Appearance s_appearance = Appearance::System;
bool s_systemIsDark = false;
bool s_systemIsKnown = false;
const Theme *s_current = nullptr;

QColor rgb(const char *name)
{
    return QColor(QLatin1StringView(name));
}

Theme makeLight()
{
    Theme theme;
    theme.isDark = false;
    theme.window = rgb("#F1F2F4");
    theme.panel = rgb("#FFFFFF");
    theme.dockTitle = rgb("#F7F8F9");
    theme.stage = rgb("#FBFBFC");
    theme.line = rgb("#D9DCE1");
    theme.faintLine = rgb("#ECEEF1");
    theme.text = rgb("#1F2328");
    theme.text2 = rgb("#57606C");
    theme.text3 = rgb("#626B79");
    theme.accent = rgb("#2A62D3");
    theme.selectedRow = rgb("#E5EDFC");
    theme.onAmber = rgb("#8A4B00");
    theme.running = rgb("#3685FE");
    theme.waiting = rgb("#7A8494");
    theme.done = rgb("#00785A");
    theme.cancelled = rgb("#C96F00");
    theme.failed = rgb("#A60025");
    theme.shield = rgb("#7D37AD");
    theme.mark = rgb("#1F2328");
    theme.scopeEdge = rgb("#7C8592");
    theme.tintRunning = rgb("#E3EEFF");
    theme.tintWaiting = rgb("#F3F4F6");
    theme.tintDone = rgb("#DCF2EA");
    theme.tintCancelled = rgb("#FDF0DC");
    theme.tintFailed = rgb("#FBE4E8");
    theme.tintShield = rgb("#F5ECFB");
    return theme;
}

Theme makeDark()
{
    Theme theme;
    theme.isDark = true;
    theme.window = rgb("#17181A");
    theme.panel = rgb("#1E1F22");
    theme.dockTitle = rgb("#232528");
    theme.stage = rgb("#1A1B1E");
    theme.line = rgb("#37393F");
    theme.faintLine = rgb("#2A2C30");
    theme.text = rgb("#E6E8EB");
    theme.text2 = rgb("#A9B0BB");
    theme.text3 = rgb("#99A2AF");
    theme.accent = rgb("#7FB0FF");
    theme.selectedRow = rgb("#26344C");
    theme.onAmber = rgb("#F8B953");
    theme.running = rgb("#B6DCFD");
    theme.waiting = rgb("#8993A4");
    theme.done = rgb("#31BB92");
    theme.cancelled = rgb("#F8B953");
    theme.failed = rgb("#F54A56");
    theme.shield = rgb("#C77DF5");
    theme.mark = rgb("#E6E8EB");
    theme.scopeEdge = rgb("#7C8592");
    theme.tintRunning = rgb("#22323F");
    theme.tintWaiting = rgb("#26282C");
    theme.tintDone = rgb("#173229");
    theme.tintCancelled = rgb("#392C14");
    theme.tintFailed = rgb("#3C1D21");
    theme.tintShield = rgb("#322240");
    return theme;
}

Theme makeHighContrast()
{
    Theme theme;
    theme.isDark = true;
    theme.window = theme.panel = theme.dockTitle = theme.stage = rgb("#000000");
    theme.line = theme.scopeEdge = rgb("#C8C8C8");
    theme.faintLine = rgb("#6E6E6E");
    theme.text = theme.text2 = theme.text3 = theme.mark = rgb("#FFFFFF");
    theme.accent = rgb("#FFFF33");
    theme.selectedRow = rgb("#003366");
    theme.onAmber = rgb("#FFFFFF");
    theme.running = rgb("#B6DCFD");
    theme.waiting = rgb("#8993A4");
    theme.done = rgb("#31BB92");
    theme.cancelled = rgb("#F8B953");
    theme.failed = rgb("#F54A56");
    theme.shield = rgb("#C77DF5");
    theme.tintRunning = rgb("#12324A");
    theme.tintWaiting = rgb("#1C1C1C");
    theme.tintDone = rgb("#003322");
    theme.tintCancelled = rgb("#3D2A00");
    theme.tintFailed = rgb("#4A0008");
    theme.tintShield = rgb("#33104A");
    return theme;
}

double textScale()
{
    const QFont font = QApplication::font();
    return (font.pixelSize() > 0 ? font.pixelSize() : 13) / 13.0;
}

QFont sized(QFont font, double pixels, int weight)
{
    font.setPixelSize(static_cast<int>(std::lround(pixels * textScale())));
    font.setWeight(static_cast<QFont::Weight>(weight));
    return font;
}

} // namespace

const Theme &Theme::light()
{
    static const Theme theme = makeLight();
    return theme;
}

const Theme &Theme::dark()
{
    static const Theme theme = makeDark();
    return theme;
}

const Theme &Theme::highContrast()
{
    static const Theme theme = makeHighContrast();
    return theme;
}

ColoursOf::ColoursOf(const Theme &theme)
    : m_outer(std::exchange(s_current, &theme))
{
}

ColoursOf::~ColoursOf()
{
    s_current = m_outer;
}

const Theme &Theme::current()
{
    return s_current ? *s_current : light();
}

QColor Theme::shape(TaskPhase phase) const
{
    switch (phase) {
    case TaskPhase::Created:
    case TaskPhase::Waiting: return waiting;
    case TaskPhase::Running:
    case TaskPhase::InThread: return running;
    case TaskPhase::Unwinding:
    case TaskPhase::Cancelled: return cancelled;
    case TaskPhase::Completed: return done;
    case TaskPhase::Failed: return failed;
    }
    return waiting;
}

QColor Theme::tint(TaskPhase phase) const
{
    switch (phase) {
    case TaskPhase::Created:
    case TaskPhase::Waiting: return panel;
    case TaskPhase::Running:
    case TaskPhase::InThread: return tintRunning;
    case TaskPhase::Unwinding:
    case TaskPhase::Cancelled: return tintCancelled;
    case TaskPhase::Completed: return tintDone;
    case TaskPhase::Failed: return tintFailed;
    }
    return panel;
}

QPalette Theme::palette() const
{
    QPalette result;
    result.setColor(QPalette::Window, window);
    result.setColor(QPalette::WindowText, text);
    result.setColor(QPalette::Base, panel);
    result.setColor(QPalette::AlternateBase, dockTitle);
    result.setColor(QPalette::Text, text);
    result.setColor(QPalette::PlaceholderText, text3);
    result.setColor(QPalette::Button, panel);
    result.setColor(QPalette::ButtonText, text);
    result.setColor(QPalette::BrightText, failed);
    result.setColor(QPalette::Highlight, accent);
    result.setColor(QPalette::HighlightedText, isDark ? window : panel);
    result.setColor(QPalette::Link, accent);
    result.setColor(QPalette::ToolTipBase, panel);
    result.setColor(QPalette::ToolTipText, text);
    result.setColor(QPalette::Light, isDark ? line : panel);
    result.setColor(QPalette::Midlight, faintLine);
    result.setColor(QPalette::Mid, line);
    result.setColor(QPalette::Dark, isDark ? window : line);
    result.setColor(QPalette::Shadow, line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        QColor faded = text3;
        faded.setAlphaF(0.6F);
        result.setColor(QPalette::Disabled, role, faded);
    }
    return result;
}

Appearance appearance()
{
    return s_appearance;
}

void setAppearance(Appearance appearance)
{
    if (!s_systemIsKnown) { // the palette before we touch it is the desktop's
        s_systemIsDark = QApplication::palette().color(QPalette::Window).lightness() < 128;
        s_systemIsKnown = true;
    }
    s_appearance = appearance;
    const bool isDark = appearance == Appearance::Dark || (appearance == Appearance::System && s_systemIsDark);
    s_current = appearance == Appearance::HighContrast ? &Theme::highContrast()
                : isDark                               ? &Theme::dark()
                                                       : &Theme::light();
    QApplication::setPalette(s_current->palette());
    const Theme &theme = *s_current;
    const QString onPanel = theme.isDark ? QStringLiteral("dark") : QStringLiteral("light");
    const QString onAccent = theme.isDark ? QStringLiteral("light") : QStringLiteral("dark"); // which stands out
    qApp->setStyleSheet(
        QStringLiteral(
            "QMainWindow::separator{background:%1;width:5px;height:5px}"
            "QToolTip{background:%2;color:%3;border:1px solid %4;padding:4px}"
            "QDockWidget{font-weight:600}"
            "QDockWidget::title{background:%5;padding:6px 10px;border:1px solid %4;border-bottom:0}"
            "QLineEdit{background:%2;border:1px solid %4;border-radius:5px;padding:3px 8px;min-height:19px}"
            "QLineEdit:focus{border:1px solid %6}"
            "QToolBar{background:%1;border:0;spacing:6px;padding:4px 8px}"
            "QDialogButtonBox{dialogbuttonbox-buttons-have-icons:0}"
            "QTreeView::item{height:24px}"
            "QToolButton,QPushButton{background:%2;border:1px solid %4;border-radius:5px;padding:4px 9px}"
            "QToolButton:hover,QPushButton:hover{border-color:%7}"
            "QToolButton:focus,QPushButton:focus{border:2px solid %6;padding:3px 8px}"
            "QToolButton:disabled,QPushButton:disabled{color:%8;border-color:%9}"
            "QToolButton:checked{background:%2;border-color:%6;font-weight:600}"
            "QPushButton#primary{background:%6;border-color:%6;color:%2;font-weight:600}"
            "QToolButton[popupMode=\"1\"]{padding-right:20px}"
            "QToolButton::menu-button{border:0;width:16px}"
            "QToolButton#play{background:%6;border-color:%6;min-width:24px}"
            "QToolButton#play:disabled{background:%4;border-color:%4}"
            "QCheckBox::indicator{background:%2;border:1px solid %7;border-radius:3px;width:14px;height:14px}"
            "QCheckBox::indicator:hover,QCheckBox::indicator:focus{border-color:%6}"
            "QCheckBox::indicator:checked{background:%6;border-color:%6;image:url(:/icons/check-on-%11.svg)}"
            "QCheckBox::indicator:disabled{background:%9;border-color:%9}"
            "QComboBox,QSpinBox{background:%2;border:1px solid %4;border-radius:5px;padding:2px 8px;min-height:20px}"
            "QComboBox:hover,QSpinBox:hover{border-color:%7}QComboBox:focus,QSpinBox:focus{border-color:%6}"
            "QComboBox::drop-down,QSpinBox::up-button,QSpinBox::down-button{border:0;width:18px}"
            "QComboBox::down-arrow,QSpinBox::down-arrow{image:url(:/icons/down-on-%12.svg);width:10px;height:10px}"
            "QSpinBox::up-arrow{image:url(:/icons/up-on-%12.svg);width:10px;height:10px}"
            "QTabBar::tab{background:%1;padding:6px 12px;border:1px solid %4;border-bottom:0;margin-right:-1px}"
            "QTabBar::tab:selected{background:%2;border-top:2px solid %6;padding-top:5px;font-weight:600}"
            "QTabWidget::pane{border:1px solid %4}"
            "QTreeView,QTableView,QListView,QPlainTextEdit,QTextBrowser{background:%2;border:1px solid %4;"
            "selection-background-color:%10;selection-color:%3;outline:0}"
            "QHeaderView::section{background:%2;color:%8;border:0;border-bottom:1px solid %4;padding:4px 8px}"
            "QStatusBar{border-top:1px solid %4}QStatusBar::item{border:0}"
            "QMenuBar::item{padding:4px 8px}QMenu{background:%2;border:1px solid %4}"
            "QMenu::item:selected,QMenuBar::item:selected{background:%10;color:%3}")
            .arg(theme.window.name(), theme.panel.name(), theme.text.name(), theme.line.name(), theme.dockTitle.name(),
                 theme.accent.name(), theme.scopeEdge.name(), theme.text3.name(), theme.faintLine.name())
            .arg(theme.selectedRow.name(), onAccent, onPanel));
}

QFont textFont(double pixels, int weight)
{
    return sized(QApplication::font(), pixels, weight);
}

QFont monoFont(double pixels, int weight)
{
    static const bool hasJetBrains = QFontDatabase::families().contains(QStringLiteral("JetBrains Mono"));
    QFont font
        = hasJetBrains ? QFont(QStringLiteral("JetBrains Mono")) : QFontDatabase::systemFont(QFontDatabase::FixedFont);
    return sized(font, pixels, weight);
}

} // namespace ScopeLab
