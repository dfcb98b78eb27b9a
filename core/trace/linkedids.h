#pragma once

#include "core/engine/ids.h"
#include "core/trace/sharedvector.h"

#include <utility>

namespace ScopeLab {

/// Lists of numbers; each number is in at most one list. Adding or removing one costs the
/// same however many there are, and copies share what they have in common, as those of a SharedVector do.
template <typename Number>
class LinkedIds
{
    struct Link
    {
        Number before;
        Number after;
    };

public:
    /// One of the lists. It is meaningful only to the LinkedIds that it belongs to.
    struct List
    {
        Number first;
        Number last;
        std::size_t size = 0;
    };

    class Iterator
    {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = Number;
        using difference_type = std::ptrdiff_t;
        using pointer = const Number *;
        using reference = Number;

        Iterator() = default;
        Iterator(const LinkedIds *ids, Number at)
            : m_ids(ids)
            , m_at(at)
        {
        }
        Number operator*() const { return m_at; }
        Iterator &operator++()
        {
            m_at = m_ids->m_links[m_at.number() - 1].after;
            return *this;
        }
        Iterator operator++(int)
        {
            const Iterator before = *this;
            ++*this;
            return before;
        }
        bool operator==(const Iterator &) const = default;

    private:
        const LinkedIds *m_ids = nullptr;
        Number m_at;
    };

    /// The numbers in a list, in order. Valid until this object is changed.
    class Range
    {
    public:
        Range(const LinkedIds *ids, const List &list)
            : m_ids(ids)
            , m_list(list)
        {
        }
        Iterator begin() const { return {m_ids, m_list.first}; }
        Iterator end() const { return {m_ids, Number()}; }
        std::size_t size() const { return m_list.size; }
        bool empty() const { return m_list.size == 0; }

    private:
        const LinkedIds *m_ids;
        List m_list;
    };

    Range in(const List &list) const { return {this, list}; }

    /// The one before it in its list; none if it is the first.
    Number before(Number number) const { return m_links[number.number() - 1].before; }

    /// Adds @p number at the end. It must not be in any list.
    void append(List &list, Number number)
    {
        if (number.number() > m_links.size())
            m_links.resize(number.number());
        m_links.edit(number.number() - 1) = {list.last, {}};
        (list.last ? m_links.edit(list.last.number() - 1).after : list.first) = number;
        list.last = number;
        ++list.size;
    }

    /// Whether @p number, if it is in a list at all, is in @p list.
    bool contains(const List &list, Number number) const
    {
        return list.first == number || (number.number() <= m_links.size() && m_links[number.number() - 1].before);
    }

    /// Removes @p number, which must be in @p list.
    void remove(List &list, Number number)
    {
        const Link link = std::exchange(m_links.edit(number.number() - 1), {});
        (link.before ? m_links.edit(link.before.number() - 1).after : list.first) = link.after;
        (link.after ? m_links.edit(link.after.number() - 1).before : list.last) = link.before;
        --list.size;
    }

    std::size_t bytesOfACopy() const { return m_links.bytesOfACopy(); }
    void forgetCopied() { m_links.forgetCopied(); }

private:
    SharedVector<Link> m_links; // each by its number - 1
};

} // namespace ScopeLab
