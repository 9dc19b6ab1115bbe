package nl.tec.accounts.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The hashes of batches of the audit log as they are in a file: a line per batch with its number and its hash in hex. Packed, because
 * over the years there are hundreds of thousands.
 */
final class KeptSeals {

    private static final int HASH_BYTES = 32;
    private static final int PAGE = 1000;

    private record Page(BitSet present, byte[] hashes) {}

    /** By the number of the first batch. The numbers can have gaps: each node keeps those that it sealed. */
    private final TreeMap<Long, Page> pages = new TreeMap<>();

    private KeptSeals() {}

    /** Reads a file, of which the last line with a number counts; a missing file has none. */
    static KeptSeals read(Path file) throws IOException {
        KeptSeals kept = new KeptSeals();
        if (Files.exists(file)) {
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] words = line.split(" ", 2);
                    kept.put(Long.parseLong(words[0]), HexFormat.of().parseHex(words[1]));
                }
            }
        }
        return kept;
    }

    private void put(long number, byte[] hash) {
        Page page = pages.computeIfAbsent(
                number - number % PAGE, first -> new Page(new BitSet(PAGE), new byte[PAGE * HASH_BYTES]));
        int at = (int) (number % PAGE);
        page.present().set(at);
        System.arraycopy(hash, 0, page.hashes(), at * HASH_BYTES, HASH_BYTES);
    }

    /** Removes a batch. @return false if it is there with another hash */
    boolean removeIfEqual(long number, byte[] hash) {
        Page page = pages.get(number - number % PAGE);
        int at = (int) (number % PAGE);
        if (page == null || !page.present().get(at)) {
            return true;
        }
        page.present().clear(at);
        int from = at * HASH_BYTES;
        return Arrays.equals(page.hashes(), from, from + HASH_BYTES, hash, 0, hash.length);
    }

    /** Returns the lowest number that was not removed. */
    Optional<Long> first() {
        return pages.entrySet().stream()
                .filter(page -> !page.getValue().present().isEmpty())
                .map(page -> page.getKey() + page.getValue().present().nextSetBit(0))
                .findFirst();
    }
}
