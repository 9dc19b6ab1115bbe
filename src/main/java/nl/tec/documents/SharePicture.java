package nl.tec.documents;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nl.tec.documents.internal.PaperFonts;
import org.jspecify.annotations.Nullable;

/** The picture that messages and social media show beside a link to a page, in the fonts of documents. */
public final class SharePicture {

    public static final int WIDTH = 1200;
    public static final int HEIGHT = 630;

    private static final Color INK = new Color(0x14213d);
    private static final Color MUTED = new Color(0x565f74);
    private static final int EDGE = 48;
    private static final int PANEL = 700;
    private static final int INSIDE = 52;
    private static final double LINE = 1.2;
    private static final double[] SIZES = {84, 72, 62, 54, 46, 38};
    private static final double SMALL = 32;
    private static final int DRAWING = 320;

    private SharePicture() {}

    /**
     * Makes the picture as PNG.
     *
     * @param title in large letters; text that does not fit is left out
     * @param below small lines under it, such as the owner
     * @param svg a drawing of our own beside it; null: none
     */
    public static byte[] png(Color ground, String title, List<String> below, byte @Nullable [] svg) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(ground);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        Shape panel = new RoundRectangle2D.Double(EDGE, EDGE, PANEL, HEIGHT - 2.0 * EDGE, 56, 56);
        graphics.setColor(Color.WHITE);
        graphics.fill(panel);
        graphics.setColor(INK);
        graphics.setStroke(new BasicStroke(6));
        graphics.draw(panel);
        write(graphics, title, below);
        if (svg != null) {
            draw(graphics, svg);
        }
        graphics.dispose();
        return Png.of(image);
    }

    private static void write(Graphics2D graphics, String title, List<String> below) {
        double left = EDGE + INSIDE;
        double foot = HEIGHT - EDGE - INSIDE - (below.size() - 1) * SMALL * LINE;
        double room = foot - SMALL * LINE - EDGE - INSIDE;
        double size = SIZES[SIZES.length - 1];
        List<String> lines = lines(title, size);
        for (double larger : SIZES) {
            List<String> so = lines(title, larger);
            if (so.size() * larger * LINE <= room && wordsFit(title, larger)) {
                size = larger;
                lines = so;
                break;
            }
        }
        graphics.setStroke(new BasicStroke((float) size / 24, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        double baseline = EDGE + INSIDE + size * 0.75;
        for (String line : lines.subList(0, Math.min((int) (room / size / LINE), lines.size()))) {
            Shape letters = at(PaperFonts.outline(line, size), left, baseline);
            graphics.setColor(INK);
            graphics.fill(letters);
            graphics.draw(letters); // bold
            baseline += size * LINE;
        }
        graphics.setColor(MUTED);
        for (String line : below) {
            graphics.fill(at(PaperFonts.outline(line, SMALL), left, foot));
            foot += SMALL * LINE;
        }
    }

    private static void draw(Graphics2D graphics, byte[] svg) {
        SVGDocument drawing = new SVGLoader().load(new ByteArrayInputStream(svg), null, LoaderContext.createDefault());
        if (drawing == null) {
            throw new IllegalArgumentException("no drawing");
        }
        double left = EDGE + PANEL + (WIDTH - EDGE - PANEL - DRAWING) / 2.0;
        drawing.render(
                (Component) null, graphics, new ViewBox((float) left, (HEIGHT - DRAWING) / 2f, DRAWING, DRAWING));
    }

    private static double width() {
        return PANEL - 2.0 * INSIDE;
    }

    private static Shape at(Shape shape, double x, double y) {
        return AffineTransform.getTranslateInstance(x, y).createTransformedShape(shape);
    }

    private static double width(String text, double size) {
        return PaperFonts.outline(text, size).getBounds2D().getMaxX();
    }

    private static boolean wordsFit(String text, double size) {
        return Arrays.stream(text.strip().split("\\s+")).allMatch(word -> width(word, size) <= width());
    }

    /** Wraps a text: as many words on a line as fit; a word that is longer than a line is broken. */
    private static List<String> lines(String text, double size) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.strip().split("\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && width(longer, size) > width()) {
                lines.add(line);
                longer = word;
            }
            while (width(longer, size) > width()) {
                int end = longer.length() - 1;
                while (end > 1 && width(longer.substring(0, end), size) > width()) {
                    end--;
                }
                lines.add(longer.substring(0, end));
                longer = longer.substring(end);
            }
            line = longer;
        }
        lines.add(line);
        return lines;
    }
}
