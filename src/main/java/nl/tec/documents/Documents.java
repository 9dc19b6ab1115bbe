package nl.tec.documents;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import java.util.Objects;
import nl.tec.documents.internal.PaperFonts;
import nl.tec.documents.internal.PdfMaker;
import org.springframework.stereotype.Service;

/** Makes PDF documents. */
@Service
public class Documents {

    private final TemplateEngine templates;

    Documents(TemplateEngine templates) {
        this.templates = templates;
    }

    /**
     * A PDF from a template, which calls {@code @template.documents.document(...)} for its frame.
     *
     * @param template {@code network/declarationPdf} is src/main/jte/network/declarationPdf.jte; it has to make well-formed
     *     XHTML: {@code <br />}, every element closed
     * @param model the parameters of the template
     */
    public byte[] pdf(String template, Map<String, ?> model) {
        StringOutput page = new StringOutput();
        templates.render(template + ".jte", Map.copyOf(model), page);
        return pdf(Objects.requireNonNull(page.toString()));
    }

    /**
     * The characters of a text that no document can show, without what stands between words; empty: all can be shown. A text
     * that is going to be signed may have none of them, or what is sealed would not be what was signed.
     */
    public static String unprintable(String text) {
        return PaperFonts.missing(text);
    }

    /**
     * A PDF/UA: tagged, with its title and its language, letters embedded. The style sheet of the house for paper
     * ({@code documents/document.css}) is added; nothing else is loaded, whatever the page asks for.
     *
     * @param xhtml a whole page, well formed, with {@code lang} and a {@code <title>}
     * @throws IllegalArgumentException when it is not well formed
     */
    public byte[] pdf(String xhtml) {
        return PdfMaker.make(xhtml);
    }
}
