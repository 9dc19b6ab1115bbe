package nl.tec.documents;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown as XHTML, for a page and for a document: what is HTML in it is shown as text, links lead to the web only, pictures
 * are left out.
 */
public final class Markdown {

    private static final int LOWEST = 6;

    private static final Parser PARSER = Parser.builder().build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();

    private Markdown() {}

    /** @param below how many levels of headings stand above it: 1 makes of {@code #} an h2 */
    public static String html(String markdown, int below) {
        Node text = PARSER.parse(markdown);
        text.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                heading.setLevel(Math.min(LOWEST, heading.getLevel() + below));
                visitChildren(heading);
            }

            @Override
            public void visit(Image image) {
                while (image.getFirstChild() != null) {
                    image.insertBefore(image.getFirstChild());
                }
                image.unlink();
            }
        });
        return RENDERER.render(text);
    }
}
