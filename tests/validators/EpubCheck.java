// Gives EPUBs to EPUBCheck, one after the other, in one process: EpubCheck.java EPUB...; an EPUB after
// "--bad" must fail.
import com.adobe.epubcheck.tool.EpubChecker;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;

public class EpubCheck {
	static final PrintStream OUT = System.out;

	// What EPUBCheck says of a book; empty: nothing is wrong.
	static String faults(String epub) {
		ByteArrayOutputStream said = new ByteArrayOutputStream();
		PrintStream stream = new PrintStream(said);
		System.setOut(stream);
		System.setErr(stream);
		int status = new EpubChecker().run(new String[] {"--failonwarnings", epub});
		stream.flush();
		boolean clean = said.toString().contains("No errors or warnings detected");
		return status == 0 && clean ? "" : said.toString();
	}

	public static void main(String[] arguments) {
		boolean bad = false;
		for (String epub : arguments) {
			if (epub.equals("--bad")) {
				bad = true;
				continue;
			}
			String found = faults(epub), name = new File(epub).getName();
			if (bad)
				OUT.println(found.isEmpty() ? "not ok control: " + name + ": the fault passes" : "ok control: " + name);
			else
				OUT.println((found.isEmpty() ? "ok " : "not ok ") + name);
			if (!bad && !found.isEmpty())
				OUT.println("  " + found.strip().replace("\n", "\n  "));
			bad = false;
		}
	}
}
