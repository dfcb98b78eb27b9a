#include "tests/ui/uitest.h"
#include "ui/window/commands.h"
#include "ui/window/keysdialog.h"
#include "ui/window/mainwindow.h"

#include <QKeySequenceEdit>
#include <QTableWidget>
#include <QTest>
#include <QToolBar>

#include <set>

using namespace ScopeLab;

namespace {

/// A table of three, and what became of them.
struct Example
{
    bool isPossible = true;
    bool isOn = false;
    int times = 0;
    QMainWindow window;
    Commands commands{{
                          {.id = QStringLiteral("count"),
                           .menu = Command::Menu::File,
                           .text = QStringLiteral("&Count"),
                           .key = Qt::Key_F2,
                           .act = [this] { ++times; },
                           .isPossible = [this] { return isPossible; },
                           .tip = QStringLiteral("One more"),
                           .bar = Command::Bar::Left},
                          {.menu = Command::Menu::File},
                          {.menu = Command::Menu::View,
                           .text = QStringLiteral("&On"),
                           .act = [] {},
                           .isChecked = [this] { return isOn; }},
                      },
                      window};

    QStringList palette() const
    {
        QStringList names;
        for (const PaletteEntry &entry : commands.paletteEntries())
            names.append(entry.name + u' ' + entry.kind);
        return names;
    }
};

} // namespace

/// Menus, tool bar, palette and keys come from one table.
class tst_Commands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTestApplication(); }
    void cleanup() { QSettings().clear(); }
    void oneRowIsInMenuToolBarPaletteAndKeys();
    void whatIsImpossibleIsGreyAndNotInThePalette();
    void aSwitchShowsWhatIsTrueWhateverWasClicked();
    void aCommandMayCloseTheWindow();
    void noTwoCommandsShareAKeyOrAName();
    void theWindowListsItsKeys();
};

void tst_Commands::oneRowIsInMenuToolBarPaletteAndKeys()
{
    Example example;
    QAction *action = example.commands.action(QStringLiteral("count"));
    QCOMPARE(example.window.menuBar()->actions()[0]->menu()->actions()[0], action);
    QToolBar bar;
    example.commands.addTo(bar, Command::Bar::Right);
    QVERIFY(bar.actions().isEmpty());
    example.commands.addTo(bar, Command::Bar::Left);
    QCOMPARE(bar.actions(), QList<QAction *>{action});
    QCOMPARE(action->toolTip(), QStringLiteral("One more (F2)"));
    QCOMPARE(example.palette(), (QStringList{QStringLiteral("Count F2"), QStringLiteral("On ")}));
    QCOMPARE(example.commands.keys().entries().size(), std::size_t{1});
    QCOMPARE(example.commands.keys().entries()[0].byDefault, QKeySequence(Qt::Key_F2));
    example.commands.paletteEntries()[0].act();
    QCOMPARE(example.times, 1);
}

void tst_Commands::whatIsImpossibleIsGreyAndNotInThePalette()
{
    Example example;
    example.isPossible = false;
    example.commands.refresh();
    QVERIFY(!example.commands.action(QStringLiteral("count"))->isEnabled());
    QCOMPARE(example.palette(), QStringList{QStringLiteral("On ")});
}

void tst_Commands::aSwitchShowsWhatIsTrueWhateverWasClicked()
{
    Example example;
    QAction *on = actionCalled(example.window, QStringLiteral("On"));
    on->trigger(); // which does nothing
    QVERIFY(!on->isChecked());
    example.isOn = true;
    example.commands.refresh();
    QVERIFY(on->isChecked());
}

void tst_Commands::aCommandMayCloseTheWindow()
{
    auto *window = new QMainWindow;
    const QPointer<QMainWindow> watched(window);
    const Command close{
        .id = QStringLiteral("close"), .text = QStringLiteral("Close"), .act = [window] { delete window; }};
    (new Commands({close}, *window))->action(QStringLiteral("close"))->trigger();
    QVERIFY(!watched);
}

void tst_Commands::noTwoCommandsShareAKeyOrAName()
{
    MainWindow window;
    std::set<QString> ids;
    std::set<QString> keys;
    const std::vector<Keys::Entry> &entries = window.findChild<Commands *>()->keys().entries();
    QVERIFY(entries.size() > 40);
    for (const Keys::Entry &entry : entries) {
        QVERIFY2(ids.insert(entry.name).second, qPrintable(entry.name));
        if (!entry.byDefault.isEmpty())
            QVERIFY2(keys.insert(entry.byDefault.toString()).second, qPrintable(entry.name));
    }
}

void tst_Commands::theWindowListsItsKeys()
{
    MainWindow window;
    Keys &keys = window.findChild<Commands *>()->keys();
    KeysDialog dialog(keys);
    const auto *table = dialog.findChild<QTableWidget *>();
    QCOMPARE(table->rowCount(), static_cast<int>(keys.entries().size()));
    std::map<QString, QString> shown;
    for (int row = 0; row < table->rowCount(); ++row)
        shown[table->item(row, 0)->text()]
            = qobject_cast<QKeySequenceEdit *>(table->cellWidget(row, 1))->keySequence().toString();
    for (const auto &[name, key] : {std::pair("Play or pause", "Space"),
                                    {"Predict", "Q"},
                                    {"Shield", "H"},
                                    {"Present", "F11"},
                                    {"Find or do…", "Ctrl+K"}})
        QCOMPARE(shown[QString::fromUtf8(name)], QLatin1String(key));
}

QTEST_MAIN(tst_Commands)
#include "tst_commands.moc"
