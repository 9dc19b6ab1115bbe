package nl.tec.documents;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Base64;
import nl.tec.documents.internal.PaperFonts;

/**
 * A picture for a document, such as a map. A document gives it an {@code alt} that describes it. Its text uses the fonts of documents,
 * so no system fonts are needed.
 */
public final class Drawing {

    /** Pixels per unit: sharp on paper where 800 units are as wide as the page. */
    private static final int SCALE = 3;

    private static final Color PAPER = new Color(0xf7f4ec);

    private final BufferedImage image;
    private final Graphics2D graphics;

    /** @param width in units, and {@code height} */
    public Drawing(int width, int height) {
        image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.scale(SCALE, SCALE);
        fill(PAPER, new Rectangle2D.Double(0, 0, width, height));
    }

    public void fill(Color colour, Shape shape) {
        graphics.setColor(colour);
        graphics.fill(shape);
    }

    public void line(Color colour, double width, Shape shape) {
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
    }

    /** Draws a text, centred on a point of its baseline. @param size of the letters, in units */
    public void text(Color colour, String text, double x, double baseline, double size) {
        Shape letters = PaperFonts.outline(text, size);
        Shape placed = AffineTransform.getTranslateInstance(
                        x - letters.getBounds2D().getCenterX(), baseline)
                .createTransformedShape(letters);
        line(PAPER, size / 3, placed); // readable on whatever lies under it
        fill(colour, placed);
    }

    /** Returns the drawing for the {@code src} of an {@code img}. */
    public String uri() {
        graphics.dispose();
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(Png.of(image));
    }
}
