#pragma once

#include <QWidget>

namespace ScopeLab {

class PageBrowser;

/// The pages of help, in a window of its own beside what they speak of.
class HelpView final : public QWidget
{
    Q_OBJECT

public:
    explicit HelpView(QWidget *parent = nullptr);

    /// @param page its name without an ending: `stage`. One that is not there gives the first page.
    /// @param section a heading of it, or how an item begins: `spawn` of the language, `LV-6` of the rules.
    void showPage(const QString &page, const QString &section = {});

protected:
    void changeEvent(QEvent *event) override;

private:
    void spread();
    void goTo(const QString &section);

    PageBrowser *m_browser;
};

} // namespace ScopeLab
