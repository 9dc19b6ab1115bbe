package nl.tec.documents.internal;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import com.openhtmltopdf.util.XRRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.jspecify.annotations.Nullable;

/** XHTML to PDF/UA with openhtmltopdf. Not a bean, so that the library is loaded with the first document and not before. */
public final class PdfMaker {

    private static final String HEAD_END = "</head>";

    private PdfMaker() {}

    /** See {@link nl.tec.documents.Documents#pdf(String)}. */
    public static byte[] make(String xhtml) {
        if (!xhtml.contains(HEAD_END)) {
            throw new IllegalArgumentException("a document has a <head>");
        }
        PaperFonts.use();
        XRLog.setLoggingEnabled(false);
        String css = new String(PaperFonts.resource("document.css"), StandardCharsets.UTF_8);
        String page = xhtml.strip().replace(HEAD_END, "<style>" + css + "</style>" + HEAD_END);
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.usePdfUaAccessibility(true);
        builder.useExternalResourceAccessControl(
                (uri, type) -> isInlinePicture(uri), ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
        builder.useExternalResourceAccessControl(
                (uri, type) -> isInlinePicture(uri), ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI);
        font(builder, PaperFonts.REGULAR, "Nunito", 400);
        font(builder, "nunito-bold.ttf", "Nunito", 700);
        font(builder, PaperFonts.MORE, "DejaVu More", 400);
        builder.useReplacementText("?");
        builder.withProducer("TEC");
        builder.withHtmlContent(page, null);
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
            renderer.createPDFKeepOpen();
            describeLinks(renderer.getPdfDocument());
            renderer.getPdfDocument().save(pdf);
        } catch (XRRuntimeException e) {
            throw new IllegalArgumentException("the page is not well formed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pdf.toByteArray();
    }

    /** Whether a picture is in the page itself ({@link nl.tec.documents.Drawing}). */
    private static boolean isInlinePicture(@Nullable String uri) {
        return uri != null && uri.startsWith("data:image/png;base64,");
    }

    /** Gives each link its address as its description, for screen readers. */
    private static void describeLinks(PDDocument document) throws IOException {
        for (PDPage page : document.getPages()) {
            for (PDAnnotation annotation : page.getAnnotations()) {
                if (annotation instanceof PDAnnotationLink link && link.getAction() instanceof PDActionURI action) {
                    link.setContents(action.getURI());
                }
            }
        }
    }

    private static void font(PdfRendererBuilder builder, String file, String family, int weight) {
        byte[] letters = PaperFonts.resource(file);
        builder.useFont(() -> new ByteArrayInputStream(letters), family, weight, FontStyle.NORMAL, true);
    }
}
