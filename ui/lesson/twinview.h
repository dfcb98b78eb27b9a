#pragma once

#include "core/trace/comparison.h"
#include "ui/playback/playback.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;
class QSplitter;

namespace ScopeLab {

class CodeView;
class StageView;
class TimelineView;
class TwinTable;

/// The other run of a twin: where it comes from, and what the two are called.
struct TwinSource
{
    QString nameA;
    QString nameB;
    ScenarioFile file;
    RunRequest request;
    std::vector<Act> acts;
};

/// Two runs side by side under one playhead, where they first differ, and what became of each.
///
/// A is the window's run, B a separate one that follows A's playhead: event by event as long as both
/// are alike, by the clock afterwards.
class TwinView final : public QWidget
{
    Q_OBJECT

public:
    explicit TwinView(Playback &a, QWidget *parent = nullptr);
    ~TwinView() override;

    void compare(const TwinSource &source);

    /// Ends it: B is dropped.
    void close();

    bool isOpen() const { return m_isOpen; }

    /// Goes to the next place where they differ; from the last to the first.
    void nextDifference();

    Playback &playbackB() { return m_b; }

    /// Shows no difference until both have run to their ends.
    const Comparison &comparison() const;

Q_SIGNALS:
    void chooseRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Side
    {
        QWidget *widget = nullptr;
        QLabel *title = nullptr;
        QLabel *outcome = nullptr;
        StageView *stage = nullptr;
        TimelineView *timeline = nullptr;
        CodeView *code = nullptr;
    };

    /// What is known once both have run to their ends, until one of them runs again.
    struct Result
    {
        Comparison comparison;
        RunState endA; ///< How each of them ends.
        RunState endB;
    };

    Side makeSide(Playback &playback, const QString &letter);
    QWidget *makeFoot();
    void await();
    void refreshWhenReady();
    void compareNow();
    void follow();
    void lead();
    void showTitles();
    void showDifference(std::size_t index);
    void matchSelection(const Playback &from, Playback &to, bool isFromA);

    Playback &m_a;
    Playback m_b;
    TwinSource m_source;
    std::optional<Result> m_result;
    QSplitter *m_sides;
    Side m_sideA;
    Side m_sideB;
    QLabel *m_headline;
    QLabel *m_story;
    QPushButton *m_goThere;
    QPushButton *m_next;
    TwinTable *m_table;
    std::size_t m_difference = 0;
    bool m_isOpen = false;
    bool m_isFollowing = false;
};

} // namespace ScopeLab
