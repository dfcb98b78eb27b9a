#include "core/text/oneline.h"

#include <QTest>

using namespace ScopeLab;

/// What strangers write, in one line.
class tst_OneLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTextIsShownSoThatNothingInItIsObeyed_data();
    void aTextIsShownSoThatNothingInItIsObeyed();
    void noCharacterIsAControl();
    void aLongTextEndsInAnEllipsis();
    void aCharacterIsNeverCutInTwo();
    void bytesThatAreNoTextAreSigns();
    void aParagraphKeepsItsWordsAndNotItsLines();
};

void tst_OneLine::aTextIsShownSoThatNothingInItIsObeyed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    const auto row
        = [](const char *name, const QString &text, const QString &shown) { QTest::newRow(name) << text << shown; };
    row("empty", {}, {});
    row("plain", QStringLiteral("commit-1 & <b>"), QStringLiteral("commit-1 & <b>"));
    row("umlauts", QStringLiteral("Übergröße 東京 😀"), QStringLiteral("Übergröße 東京 😀"));
    row("line breaks", QStringLiteral("a\nb\r\tc"), QStringLiteral("a␊b␍␉c"));
    row("line breaks of Unicode", QStringLiteral("a\u2028b\u2029c"), QStringLiteral("a␊b␊c"));
    row("a terminal's escape", QStringLiteral("\u001b[31mred"), QStringLiteral("␛[31mred"));
    row("nul and delete", QString(QChar(0)) + QChar(0x7f), QStringLiteral("␀␡"));
    row("control characters beyond ASCII", QStringLiteral("a\u0085b\u009bc"), QStringLiteral("a\ufffdb\ufffdc"));
    row("what turns a text round", QStringLiteral("exe\u202etxt.ymal"), QStringLiteral("exe\ufffdtxt.ymal"));
    row("isolates of its own", QStringLiteral("a\u2066b\u2069c"), QStringLiteral("a\ufffdb\ufffdc"));
    row("what nobody sees", QStringLiteral("pay\u200bment\ufeff\u00ad"), QStringLiteral("pay\ufffdment\ufffd\ufffd"));
    row("a picture's place", QStringLiteral("\ufffc"), QStringLiteral("\ufffd"));
    row("half a character", QString(QChar(0xd83d)), QStringLiteral("\ufffd"));
    row("Hebrew is isolated", QStringLiteral("שלום 1"), QStringLiteral("\u2068שלום 1\u2069"));
    row("Persian keeps its joiner", QStringLiteral("می\u200cخواهم"), QStringLiteral("\u2068می\u200cخواهم\u2069"));
}

void tst_OneLine::aTextIsShownSoThatNothingInItIsObeyed()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QCOMPARE(oneLine(text), shown);
    if (!text.contains(QChar(0xd83d)) || text.size() > 1)
        QCOMPARE(oneLine(text.toStdString()), shown);
}

void tst_OneLine::noCharacterIsAControl()
{
    for (char32_t c = 0; c <= 0x10ffff; ++c) {
        QString text;
        text += QChar::fromUcs4(c);
        const QString shown = oneLine(text);
        for (const QChar s : shown) {
            const QChar::Category category = s.category();
            const bool isFine = category != QChar::Other_Control && category != QChar::Separator_Line
                                && category != QChar::Separator_Paragraph && s != QChar::ObjectReplacementCharacter;
            const bool turns = s.unicode() >= 0x202a && s.unicode() <= 0x202e; // LRE … RLO
            QVERIFY2(isFine, QByteArray::number(c, 16).constData());
            QVERIFY2(!turns, QByteArray::number(c, 16).constData());
        }
        QVERIFY(!shown.isEmpty());
        QCOMPARE(shown.contains(QChar(0x2068)), shown.contains(QChar(0x2069)));
    }
}

void tst_OneLine::aLongTextEndsInAnEllipsis()
{
    QCOMPARE(oneLine(QString(MostInALine, u'x')), QString(MostInALine, u'x'));
    QCOMPARE(oneLine(QString(MostInALine + 1, u'x')), QString(MostInALine, u'x') + u'…');
    QCOMPARE(oneLine(std::string(1'000'000, 'x')), QString(MostInALine, u'x') + u'…');
    QCOMPARE(shownName(std::string(1'000'000, 'x')), QString(MostInAName, u'x') + u'…');
    QCOMPARE(oneLine(QStringLiteral("€").repeated(1000), 3), QStringLiteral("€€€…"));
    QCOMPARE(oneLine(QStringLiteral("€").repeated(1000).toStdString(), 3), QStringLiteral("€€€…"));
}

void tst_OneLine::aCharacterIsNeverCutInTwo()
{
    const QString faces = QStringLiteral("😀").repeated(10);
    for (qsizetype most = 0; most < 20; ++most) {
        QVERIFY(oneLine(faces, most).isValidUtf16());
        QVERIFY(!oneLine(faces.toStdString(), most).contains(QChar::ReplacementCharacter));
        QCOMPARE(oneLine(faces.toStdString(), most), oneLine(faces, most));
    }
}

void tst_OneLine::bytesThatAreNoTextAreSigns()
{
    QCOMPARE(oneLine(std::string("a\xff\xfe"
                                 "b")),
             QStringLiteral("a\ufffd\ufffdb"));
}

void tst_OneLine::aParagraphKeepsItsWordsAndNotItsLines()
{
    QCOMPARE(paragraph("A sentence\n  goes on.\n\nAnother\u2028one.\n"),
             QStringLiteral("A sentence goes on. Another one."));
    QCOMPARE(paragraph(std::string(1'000'000, 'x')).size(), MostInAParagraph + 1);
}

QTEST_APPLESS_MAIN(tst_OneLine)
#include "tst_oneline.moc"
