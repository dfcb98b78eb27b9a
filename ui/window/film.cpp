#include "ui/window/film.h"

#include "ui/paint/texts.h"
#include "ui/paint/theme.h"
#include "ui/stage/stageview.h"
#include "ui/timeline/timelineview.h"

#include <QPainter>

namespace ScopeLab {

namespace {

constexpr int HeadHeight = 40;
constexpr int StageHeight = 420;

} // namespace

Film::Film(Playback &playback, double speed)
    : m_playback(playback)
    , m_cursor(playback.cursor())
    , m_time(playback.time())
    , m_stage(std::make_unique<StageView>(playback))
    , m_timeline(std::make_unique<TimelineView>(playback))
{
    const TimePoint end = playback.restingTime();
    const Duration ofAFrame(static_cast<Duration::rep>(speed * 1e9 / FramesPerSecond));
    const Duration step = std::max({Duration(1), ofAFrame, end.time_since_epoch() / (MostFrames - 1)});
    for (TimePoint time; time < end; time += step)
        m_times.push_back(time);
    m_times.push_back(end);
    for (QWidget *view : {static_cast<QWidget *>(m_stage.get()), static_cast<QWidget *>(m_timeline.get())})
        view->setAttribute(Qt::WA_DontShowOnScreen);
    m_stage->resize(Size.width(), StageHeight);
    m_timeline->resize(Size.width(), Size.height() - HeadHeight - StageHeight);
    m_stage->show();
    m_timeline->show();
    // The largest zoom at which nothing is ever out of sight.
    for (const TimePoint time : m_times) {
        show(time);
        while (m_stage->pictureSize().height() * m_stage->zoom() > StageHeight
               && m_stage->zoom() > StageView::LeastZoom)
            m_stage->setZoom(m_stage->zoom() * 0.94);
    }
}

Film::~Film()
{
    m_playback.show(m_cursor, m_time);
}

void Film::show(TimePoint time)
{
    m_playback.show(m_playback.eventAt(time), time);
}

QImage Film::frame(int index)
{
    const ColoursOf light(Theme::light());
    const Theme &theme = Theme::current();
    const TimePoint time = m_times[static_cast<std::size_t>(index)];
    show(time);
    QImage image(Size, QImage::Format_RGB32);
    image.fill(theme.panel);
    QPainter painter(&image);
    const QRectF head(16, 0, Size.width() - 32, HeadHeight);
    drawText(painter, head, Qt::AlignLeft, textFont(16, QFont::DemiBold), theme.text, m_playback.title());
    drawText(painter, head, Qt::AlignRight, monoFont(17, QFont::DemiBold), theme.text, timeText(time));
    m_stage->render(&painter, QPoint(0, HeadHeight));
    m_timeline->render(&painter, QPoint(0, HeadHeight + StageHeight));
    return image;
}

} // namespace ScopeLab
