package nl.tec.hub;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import nl.tec.documents.Png;
import nl.tec.shared.MapFrame;

/** Tiles of the hub that are invented: squares of one colour with an edge, so that one sees where each lies. */
public final class TilesFixture {

    private final Path folder;

    public TilesFixture(MapTiles tiles) {
        this.folder = tiles.folder();
    }

    public static byte[] png(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D drawing = image.createGraphics();
        drawing.setColor(new Color(0xb7dfa5));
        drawing.fillRect(0, 0, width, height);
        drawing.setColor(new Color(0x2e6b1f));
        drawing.drawRect(0, 0, width - 1, height - 1);
        drawing.dispose();
        return Png.of(image);
    }

    public Path put(int zoom, int x, int y, byte[] content) {
        return put(zoom + "/" + x + "/" + y + ".png", content);
    }

    public Path put(String name, byte[] content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void put(List<MapFrame.Tile> tiles) {
        tiles.forEach(tile -> put(tile.zoom(), tile.x(), tile.y(), png(256, 256)));
    }

    public void removeAll() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
