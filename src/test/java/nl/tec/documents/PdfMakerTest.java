package nl.tec.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import nl.tec.documents.internal.PdfMaker;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How documents are divided over pages. */
class PdfMakerTest {

    private static final String QUOTE = "Eerste regel<br/>tweede regel<br/>derde regel<br/>laatste regel";

    /** Its bar would stand on a page without its text. The lines before it bring it near the end of the first page. */
    @ParameterizedTest
    @ValueSource(ints = {34, 36, 38, 40, 42, 44, 46, 48, 50})
    void aQuotationIsOnOnePage(int before) throws IOException {
        byte[] pdf = PdfMaker.make("<html lang=\"nl\"><head><title>Proef</title></head><body><h1>Proef</h1><p>"
                + "Een regel.<br/>".repeat(before) + "</p><blockquote><p>" + QUOTE + "</p></blockquote></body></html>");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper text = new PDFTextStripper();
            int page = 1;
            do {
                text.setStartPage(page);
                text.setEndPage(page);
                page++;
            } while (!text.getText(document).contains("Eerste regel"));
            assertThat(text.getText(document)).contains("laatste regel");
        }
    }
}
