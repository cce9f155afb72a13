// Never answers and uses no processor.
class Solution {
    static int f(int x) {
        synchronized (Solution.class) {
            try {
                Solution.class.wait();
            } catch (InterruptedException e) {
                return 0;
            }
        }
        return 0;
    }
}
