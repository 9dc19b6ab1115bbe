package nl.tec.knowledge.internal;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tec.documents.PdfBudget;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;

/** The content of an untrusted PDF: its words, and whether it has active content. */
final class PdfContent {

    private static final int MAX_DEPTH = 200;

    /** The limit, as of two hundred full pages; more means that parts are drawn repeatedly. */
    private static final int MAX_OPERATORS = 2_000_000;

    private static final Set<String> ACTIVE_KEYS =
            Set.of("JS", "JavaScript", "EmbeddedFiles", "EF", "XFA", "RichMediaContent");

    private static final Set<String> ACTIVE_ACTIONS =
            Set.of("JavaScript", "Launch", "ImportData", "SubmitForm", "RichMediaExecute");

    private PdfContent() {}

    /**
     * @return empty for a PDF with a script, a command or another file
     * @throws IOException when it cannot be read, or unpacks to too much
     */
    static Optional<String> words(byte[] pdf) throws IOException {
        return PdfBudget.within(pdf, () -> {
            try (PDDocument document = Loader.loadPDF(pdf)) {
                return active(document.getDocument()) ? Optional.empty() : Optional.of(text(document));
            }
        });
    }

    private static boolean active(COSDocument document) throws IOException {
        if (active(document.getTrailer(), 0)) {
            return true;
        }
        for (COSObjectKey key : document.getXrefTable().keySet()) {
            if (active(document.getObjectFromPool(key).getObject(), 0)) {
                return true;
            }
        }
        return false;
    }

    /** Searches the object itself; objects that it refers to are searched separately. */
    private static boolean active(@Nullable COSBase base, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("nested too deep");
        }
        if (base instanceof COSArray array) {
            for (int i = 0; i < array.size(); i++) {
                if (active(array.get(i), depth + 1)) {
                    return true;
                }
            }
        } else if (base instanceof COSDictionary dictionary) {
            if (dictionary.getItem(COSName.S) instanceof COSName action && ACTIVE_ACTIONS.contains(action.getName())) {
                return true;
            }
            for (COSName key : dictionary.keySet()) {
                if (ACTIVE_KEYS.contains(key.getName()) || active(dictionary.getItem(key), depth + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String text(PDDocument document) throws IOException {
        FileWords words = new FileWords();
        try {
            new Bounded().writeText(document, new Writer() {
                @Override
                public void write(char[] from, int start, int length) throws IOException {
                    words.add(new String(from, start, length));
                    if (words.full()) {
                        throw new Enough();
                    }
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            });
        } catch (Enough full) {
            return words.text();
        }
        return words.text();
    }

    private static final class Enough extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static final class Bounded extends PDFTextStripper {
        private int operators;

        @Override
        protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
            operators++;
            if (operators > MAX_OPERATORS) {
                throw new IOException("a PDF that draws too much");
            }
            super.processOperator(operator, operands);
        }
    }
}
