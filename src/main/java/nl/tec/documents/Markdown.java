package nl.tec.documents;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown as XHTML, for a page and for a document: HTML is shown as text, links lead to the web only, and only pictures that the caller
 * knows are shown.
 */
public final class Markdown {

    private static final int MIN = 6;

    private static final Parser PARSER = Parser.builder().build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .urlSanitizer(new DefaultUrlSanitizer(List.of("http", "https", "mailto")))
            .build();

    private Markdown() {}

    /**
     * @param below number of heading levels above it: 1 makes the first heading an h2. No level is skipped, whatever the text does,
     *     because screen readers navigate by level
     */
    public static String html(String markdown, int below) {
        return html(markdown, below, name -> Optional.empty());
    }

    /**
     * @param below as above
     * @param pictures returns the address of a picture by its name in the text; a picture that it does not know is replaced by its
     *     description
     */
    public static String html(String markdown, int below, Function<String, Optional<String>> pictures) {
        Node text = PARSER.parse(markdown);
        Deque<Integer> above = new ArrayDeque<>();
        text.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                while (!above.isEmpty() && above.peek() >= heading.getLevel()) {
                    above.pop();
                }
                above.push(heading.getLevel());
                heading.setLevel(Math.min(MIN, below + above.size()));
                visitChildren(heading);
            }

            @Override
            public void visit(Image image) {
                pictures.apply(image.getDestination()).ifPresentOrElse(image::setDestination, () -> {
                    while (image.getFirstChild() != null) {
                        image.insertBefore(image.getFirstChild());
                    }
                    image.unlink();
                });
            }
        });
        return RENDERER.render(text);
    }
}
