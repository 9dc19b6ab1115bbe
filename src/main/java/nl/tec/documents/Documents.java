package nl.tec.documents;

import gg.jte.models.runtime.JteModel;
import nl.tec.documents.internal.PaperFonts;
import nl.tec.documents.internal.PdfMaker;
import org.springframework.stereotype.Service;

/** Makes PDF documents. */
@Service
public class Documents {

    /**
     * A PDF of a page, which calls {@code @template.documents.document(...)} for its frame and has to make well-formed XHTML:
     * {@code <br />}, every element closed.
     */
    public byte[] pdf(JteModel page) {
        return pdf(page.render());
    }

    /**
     * Returns the characters of a text that no document can show, whitespace excluded; empty: all can be shown. A text that is going to be
     * signed must contain none of them: the sealed document would differ from the signed text.
     */
    public static String unprintable(String text) {
        return PaperFonts.missing(text);
    }

    /**
     * Makes a PDF/UA: tagged, with its title and its language, fonts embedded. The house style sheet for paper
     * ({@code documents/document.css}) is added; nothing else is loaded, whatever the page asks
     * for; a picture is in the page itself ({@link Drawing}).
     *
     * @param xhtml a whole page, well formed, with {@code lang} and a {@code <title>}
     * @throws IllegalArgumentException when it is not well formed
     */
    public byte[] pdf(String xhtml) {
        return PdfMaker.make(xhtml);
    }
}
