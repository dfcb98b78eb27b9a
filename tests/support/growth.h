// How the cost of an operation grows with its input.

#pragma once

#include <QString>

#include <ctime>

namespace ScopeLab {

/// What an input costs, and one eight times as long: eight times as much if the cost is linear, sixty-four times
/// if it is quadratic.
struct Growth
{
    double cost = 0; ///< In clock ticks of this process.
    double costOfEight = 0;

    bool isSquare() const { return costOfEight > 24 * cost; }
    QString text() const { return QStringLiteral("%1 and %2 ticks").arg(cost).arg(costOfEight); }
};

/// The growth of @p use, which takes what @p make returns for a size. A busy machine can make linear cost look
/// quadratic, but hardly three times in a row; quadratic cost looks so every time.
template <typename Make, typename Use>
Growth growthOf(const Make &make, int size, const Use &use)
{
    const auto costOf = [&use](const auto &input) {
        double least = 0;
        for (int i = 0; i < 3; ++i) {
            const std::clock_t start = std::clock();
            use(input);
            const auto cost = static_cast<double>(std::clock() - start);
            least = i == 0 ? cost : std::min(least, cost);
        }
        return least;
    };
    const auto little = make(size);
    const auto much = make(8 * size);
    Growth growth;
    for (int i = 0; i < 3 && (i == 0 || growth.isSquare()); ++i)
        growth = {costOf(little), costOf(much)};
    return growth;
}

} // namespace ScopeLab
