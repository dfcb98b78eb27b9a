#pragma once

#include <QWidget>

class QTextBrowser;

namespace ScopeLab {

/// The pages of help, in a window of its own beside what they speak of.
class HelpView final : public QWidget
{
    Q_OBJECT

public:
    explicit HelpView(QWidget *parent = nullptr);

    /// @param page its name without an ending: `stage`. One that is not there gives the first page.
    void showPage(const QString &page);

private:
    void spread();

    QTextBrowser *m_browser;
};

} // namespace ScopeLab
