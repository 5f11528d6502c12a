/*
 * Lucene for benchmarks.speed: indexes documents from standard input, or answers lines of questions.
 *
 *     java -cp CLASSES:lucene-core.jar Lucene build FOLDER K1 B    a document a line, words between spaces
 *     java -cp CLASSES:lucene-core.jar Lucene ask FOLDER K1 B      a question a line, an answer a line
 *
 * A question is what is wanted, the operator and the words, spaces between: "count all w1 w2", "time phrase w1 w2",
 * "warm any w1". The answer is a number: how many documents match; nanoseconds of this thread's CPU for the best ten;
 * 0. Not for deciding what is asked, or how often: that is Python's.
 */

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.FSDirectory;

public final class Lucene {
    private static final String TEXT = "text";
    private static final int BEST = 10;
    private static final int WARMING = 200;
    private static final long WARMING_NANOSECONDS = 50_000_000;
    private static final double MEBIBYTES_OF_WRITER = 500; // as many as Tantivy's writer gets

    public static void main(String[] arguments) throws IOException {
        BM25Similarity bm25 = new BM25Similarity(Float.parseFloat(arguments[2]), Float.parseFloat(arguments[3]));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (FSDirectory folder = FSDirectory.open(Path.of(arguments[1]))) {
            if (arguments[0].equals("build")) {
                build(folder, bm25, lines);
            } else {
                answer(folder, bm25, lines);
            }
        }
    }

    /** Everything in this thread, into one segment. */
    private static void build(FSDirectory folder, BM25Similarity bm25, BufferedReader lines) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(null).setSimilarity(bm25);
        config.setRAMBufferSizeMB(MEBIBYTES_OF_WRITER).setMergeScheduler(new SerialMergeScheduler());
        try (IndexWriter writer = new IndexWriter(folder, config)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Document document = new Document();
                document.add(new TextField(TEXT, new Words(line)));
                document.add(new StoredField(TEXT, line));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
    }

    private static void answer(FSDirectory folder, BM25Similarity bm25, BufferedReader lines) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try (DirectoryReader reader = DirectoryReader.open(folder)) {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setSimilarity(bm25);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] asked = line.split(" ");
                Query query = query(asked[1], Arrays.copyOfRange(asked, 2, asked.length));
                System.out.println(
                        switch (asked[0]) {
                            case "count" -> searcher.count(query);
                            case "time" -> timed(searcher, query, threads);
                            default -> warmed(searcher, query);
                        });
                System.out.flush();
            }
        }
    }

    private static long timed(IndexSearcher searcher, Query query, ThreadMXBean threads) throws IOException {
        best(searcher, query); // once unmeasured, as every engine is asked
        long started = threads.getCurrentThreadCpuTime();
        best(searcher, query);
        return threads.getCurrentThreadCpuTime() - started;
    }

    private static long warmed(IndexSearcher searcher, Query query) throws IOException {
        long until = System.nanoTime() + WARMING_NANOSECONDS;
        for (int time = 0; time < WARMING && System.nanoTime() < until; time++) {
            best(searcher, query);
        }
        return 0;
    }

    /** The best, with no more counted than it must. */
    private static void best(IndexSearcher searcher, Query query) throws IOException {
        searcher.search(query, new TopScoreDocCollectorManager(BEST, null, 1));
    }

    private static Query query(String operator, String[] words) {
        if (operator.equals("phrase")) {
            return new PhraseQuery(TEXT, words);
        }
        if (words.length == 1) {
            return new TermQuery(new Term(TEXT, words[0]));
        }
        BooleanClause.Occur occur = operator.equals("all") ? BooleanClause.Occur.MUST : BooleanClause.Occur.SHOULD;
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (String word : words) {
            all.add(new TermQuery(new Term(TEXT, word)), occur);
        }
        return all.build();
    }

    /** The words of a document as they are. */
    private static final class Words extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final String text;
        private int at = 0;

        Words(String text) {
            this.text = text;
        }

        @Override
        public boolean incrementToken() {
            if (at >= text.length()) {
                return false;
            }
            clearAttributes();
            int space = text.indexOf(' ', at);
            int end = space < 0 ? text.length() : space;
            term.append(text, at, end);
            at = end + 1;
            return true;
        }
    }
}
