#pragma once

#include <array>
#include <cstddef>
#include <iterator>
#include <memory>
#include <vector>

namespace ScopeLab {

/// A vector that is cheap to copy: copies share, in chunks, what neither has changed since.
/// Threading: as std::vector; copies that share chunks may be used in different threads.
template <typename T>
class SharedVector
{
    static constexpr std::size_t ChunkSize = 64;
    struct Chunk
    {
        std::array<T, ChunkSize> items{};
        std::size_t forgotten = 0;
    };

public:
    class Iterator
    {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = const T *;
        using reference = const T &;

        Iterator() = default;
        Iterator(const SharedVector *vector, std::size_t index)
            : m_vector(vector)
            , m_index(index)
        {
        }
        reference operator*() const { return (*m_vector)[m_index]; }
        pointer operator->() const { return &(*m_vector)[m_index]; }
        Iterator &operator++()
        {
            ++m_index;
            return *this;
        }
        Iterator operator++(int)
        {
            const Iterator before = *this;
            ++m_index;
            return before;
        }
        bool operator==(const Iterator &) const = default;

    private:
        const SharedVector *m_vector = nullptr;
        std::size_t m_index = 0;
    };

    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    const T &operator[](std::size_t index) const { return m_chunks[index / ChunkSize]->items[index % ChunkSize]; }
    const T &front() const { return (*this)[0]; }
    const T &back() const { return (*this)[m_size - 1]; }
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, m_size}; }

    /// For changing it: copies its chunk first if another copy shares it.
    T &edit(std::size_t index)
    {
        std::shared_ptr<Chunk> &chunk = m_chunks[index / ChunkSize];
        if (chunk.use_count() > 1) {
            chunk = std::make_shared<Chunk>(*chunk);
            m_copiedBytes += sizeof(Chunk);
        }
        return chunk->items[index % ChunkSize];
    }

    /// The same for an element that may not exist yet: it is created, with all before it.
    T &reach(std::size_t index)
    {
        if (index >= m_size)
            resize(index + 1);
        return edit(index);
    }

    /// Makes it a T() again, for good. Once all around it are forgotten, too, they cost next to nothing.
    void forget(std::size_t index)
    {
        static const std::shared_ptr<Chunk> nothing = std::make_shared<Chunk>();
        edit(index) = T();
        std::shared_ptr<Chunk> &chunk = m_chunks[index / ChunkSize];
        if (++chunk->forgotten == ChunkSize)
            chunk = nothing;
    }
    void push_back(T value) { reach(m_size) = std::move(value); }

    /// Never smaller than it is.
    void resize(std::size_t size)
    {
        while (m_chunks.size() * ChunkSize < size)
            m_chunks.push_back(std::make_shared<Chunk>());
        m_size = size;
    }

    /// What a copy of this costs by itself, and what has been copied since forgetCopied().
    std::size_t bytesOfACopy() const { return m_chunks.size() * sizeof(std::shared_ptr<Chunk>) + m_copiedBytes; }
    void forgetCopied() { m_copiedBytes = 0; }

private:
    std::vector<std::shared_ptr<Chunk>> m_chunks;
    std::size_t m_size = 0;
    std::size_t m_copiedBytes = 0;
};

} // namespace ScopeLab
