package dev.trestle.verticle.pty.screen;

import java.util.ArrayList;
import java.util.List;

/** The rows of a page in a ring: a line that scrolls away at the top is used again at the bottom. */
final class Lines {

    private Row[] ring;
    private int first;
    private int size;

    Lines(List<Row> rows, int capacity) {
        ring = rows.toArray(new Row[Math.max(capacity, rows.size())]);
        size = rows.size();
    }

    int size() {
        return size;
    }

    private int index(int at) {
        int index = first + at;
        return index >= ring.length ? index - ring.length : index;
    }

    Row get(int at) {
        return ring[index(at)];
    }

    private void set(int at, Row row) {
        ring[index(at)] = row;
    }

    List<Row> toList() {
        List<Row> rows = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            rows.add(get(i));
        }
        return rows;
    }

    /** Adds at the end; the ring must have room. */
    void add(Row row) {
        size++;
        set(size - 1, row);
    }

    Row removeFirst() {
        Row row = ring[first];
        ring[first] = null;
        first = index(1);
        size--;
        return row;
    }

    /** Takes the row at {@code from} out and puts it in again at {@code to}. */
    void move(int from, int to) {
        Row row = get(from);
        int step = from < to ? 1 : -1;
        for (int i = from; i != to; i += step) {
            set(i, get(i + step));
        }
        set(to, row);
    }
}
