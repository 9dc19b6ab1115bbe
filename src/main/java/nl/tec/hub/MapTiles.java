package nl.tec.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.tec.shared.MapFrame;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/**
 * The background of the maps, if this hub has one: square PNG files {@code zoom/column/row.png} in Web Mercator, rows from the north,
 * in a folder that the program only reads.
 */
@Service
public class MapTiles {

    /** The maximum size of a file in bytes, and its maximum width in pixels. */
    public static final int MAX_BYTES = 1_000_000;

    public static final int MAX_WIDTH = 1024;

    private static final int MAX_ZOOM = 19;

    /** The zooms below the one that fits that are still readable when drawn larger. */
    private static final int MAX_ENLARGED = 2;

    /** The number of files per zoom that are read to find out whether it can be used. */
    private static final int TRIED = 20;

    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,5}");
    private static final byte[] PNG = {
        (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
    };

    private final Path folder;

    MapTiles(@Value("${tec.data:data}") Path data, @Value("${tec.tiles:}") String folder) {
        this.folder = (folder.isBlank() ? data.resolve("tiles") : Path.of(folder.strip()))
                .toAbsolutePath()
                .normalize();
    }

    public record Tile(byte[] png, Instant changedAt) {}

    /**
     * The result of a look into the folder.
     *
     * @param closed whether the folder exists, and can't be read
     * @param zooms those with usable tiles, the lowest first
     * @param unusable files that are not tiles, one per zoom at most, below the folder
     */
    public record Found(boolean closed, List<Integer> zooms, List<String> unusable) {}

    public Path folder() {
        return folder;
    }

    /** Finds a tile; a file that is not a square PNG within the limits does not exist. */
    public Optional<Tile> find(int zoom, int x, int y) {
        return zoom > MAX_ZOOM ? Optional.empty() : read(file(zoom, x, y));
    }

    private Path file(int zoom, int x, int y) {
        return folder.resolve(Integer.toString(zoom))
                .resolve(Integer.toString(x))
                .resolve(y + ".png");
    }

    private static Optional<Tile> read(Path file) {
        if (!isSmallFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] png = in.readNBytes(MAX_BYTES + 1);
            return png.length <= MAX_BYTES && isSquarePng(png)
                    ? Optional.of(new Tile(png, Files.getLastModifiedTime(file).toInstant()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isSmallFile(Path file) {
        try {
            BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
            return facts.isRegularFile() && facts.size() <= MAX_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the bytes begin as a PNG, which says its width and height first. */
    private static boolean isSquarePng(byte[] bytes) {
        if (bytes.length < PNG.length + 8) {
            return false;
        }
        for (int i = 0; i < PNG.length; i++) {
            if (bytes[i] != PNG[i]) {
                return false;
            }
        }
        int width = number(bytes, PNG.length);
        return width > 0 && width <= MAX_WIDTH && width == number(bytes, PNG.length + 4);
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | bytes[at + 3] & 0xFF;
    }

    /** Returns the tiles for a map, of the zoom that fits it best; none if the hub has none there. */
    public List<MapFrame.Tile> under(MapFrame frame) {
        int fitting = frame.zoom();
        return zooms().stream()
                .filter(zoom -> zoom <= fitting && zoom >= fitting - MAX_ENLARGED)
                .sorted(Comparator.reverseOrder())
                .map(zoom -> frame.tiles(zoom).stream()
                        .filter(tile -> isSmallFile(file(zoom, tile.x(), tile.y())))
                        .toList())
                .filter(tiles -> !tiles.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** Looks into the folder, and reads some files of each zoom. */
    public Found look() {
        List<Integer> usable = new ArrayList<>();
        List<String> unusable = new ArrayList<>();
        for (int zoom : zooms()) {
            List<Path> tried = some(folder.resolve(Integer.toString(zoom)));
            if (tried.stream().anyMatch(file -> read(file).isPresent())) {
                usable.add(zoom);
            }
            tried.stream()
                    .filter(file -> read(file).isEmpty())
                    .findFirst()
                    .ifPresent(file -> unusable.add(folder.relativize(file).toString()));
        }
        return new Found(Files.exists(folder) && !Files.isReadable(folder), usable, unusable);
    }

    private List<Integer> zooms() {
        return list(folder).stream()
                .map(path -> String.valueOf(path.getFileName()))
                .filter(name -> NUMBER.matcher(name).matches())
                .map(Integer::valueOf)
                .filter(zoom -> zoom <= MAX_ZOOM)
                .sorted()
                .toList();
    }

    private static List<Path> some(Path zoom) {
        List<Path> files = new ArrayList<>();
        for (Path column : list(zoom)) {
            list(column).stream().limit(TRIED - files.size()).forEach(files::add);
            if (files.size() == TRIED) {
                break;
            }
        }
        return files;
    }

    /** Returns what is in a folder; nothing if it can't be read, because a map does not need a background. */
    private static List<Path> list(Path folder) {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(paths::add);
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return paths;
    }
}
